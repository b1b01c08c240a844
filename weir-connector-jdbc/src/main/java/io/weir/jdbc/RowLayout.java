package io.weir.jdbc;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import io.weir.sink.RefusedRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a target are written as bytes: the operation, then the values in the order of the columns. A deletion has those of the key alone.
 *
 * <p>Threading: Immutable.
 */
final class RowLayout<T> {

    private final Function<? super T, RowOperation> operation;
    private final List<Column<T>> columns;
    private final List<Column<T>> keyColumns;
    private final int[] keyIndexes;

    RowLayout(RowTarget<T> target) {
        this.operation = target.operation();
        this.columns = target.columns();
        List<String> names = target.names();
        this.keyIndexes = target.keys().stream().mapToInt(names::indexOf).toArray();
        this.keyColumns = IntStream.of(keyIndexes).mapToObj(columns::get).toList();
    }

    private List<Column<T>> columnsOf(RowOperation operationOfRow) {
        return operationOfRow == RowOperation.DELETE ? keyColumns : columns;
    }

    /** Returns the names of the columns of which a row has values, in order. */
    List<String> namesOf(Row row) {
        return columnsOf(row.operation()).stream().map(Column::name).toList();
    }

    /**
     * Appends the row of a record.
     *
     * @throws RefusedRecordException having appended nothing, if it is to be found by a key of which a part is NULL: that equals nothing, not even itself
     */
    void write(T value, ByteWriter out) {
        RowOperation does = operation.apply(value);
        if (does != RowOperation.INSERT) {
            requireKey(does, value);
        }
        out.writeByte(does.ordinal());
        for (Column<T> column : columnsOf(does)) {
            ColumnValues.write(column.value().apply(value), column.name(), out);
        }
    }

    private void requireKey(RowOperation does, T value) {
        for (Column<T> column : keyColumns) {
            if (ColumnValues.isNull(column.value().apply(value))) {
                throw new RefusedRecordException(
                        does + " by column " + column.name() + ", which is NULL in this record: no row has such a key");
            }
        }
    }

    /** Reads what {@link #write} wrote, also that of a program whose columns had another order. */
    Row read(long number, ByteReader in, RowOrder order) {
        int code = in.readByte();
        RowOperation does = RowOperation.of(code);
        if (does == null) {
            throw new CorruptDataException("not an operation on a row, code=" + code);
        }
        @Nullable Object[] values = new @Nullable Object[order.valueCount(does)];
        for (int i = 0; i < values.length; i++) {
            values[order.placeOf(does, i)] = ColumnValues.read(in);
        }
        return new Row(does, number, Arrays.asList(values));
    }

    /** Returns the key of a row: rows of one key have equal ones. */
    List<@Nullable Object> key(Row row) {
        List<@Nullable Object> key = new ArrayList<>(keyIndexes.length);
        for (int i = 0; i < keyIndexes.length; i++) {
            Object value = row.values().get(row.operation() == RowOperation.DELETE ? i : keyIndexes[i]);
            key.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
        }
        return key;
    }
}
