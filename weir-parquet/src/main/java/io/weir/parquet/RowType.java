package io.weir.parquet;

import io.weir.files.shape.RecordShape;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * A record type: a column for each component. A row of a file, or a group within one.
 *
 * <p>Threading: Immutable.
 */
final class RowType<R> implements ColumnType {

    private final RecordShape<R> shape;
    private final List<Column> columns;

    RowType(RecordShape<R> shape, List<Column> columns) {
        this.shape = shape;
        this.columns = List.copyOf(columns);
    }

    RecordShape<R> shape() {
        return shape;
    }

    List<Column> columns() {
        return columns;
    }

    MessageType message() {
        return new MessageType(shape.type().getSimpleName(), fields());
    }

    @Override
    public Type schema(String name, Type.Repetition repetition) {
        return new GroupType(repetition, name, fields());
    }

    private List<Type> fields() {
        return columns.stream().map(Column::schema).toList();
    }

    /** Writes a row. */
    void writeMessage(R row, RecordConsumer out) {
        out.startMessage();
        writeFields(row, out);
        out.endMessage();
    }

    @Override
    public void write(Object value, RecordConsumer out) {
        out.startGroup();
        writeFields(shape.type().cast(value), out);
        out.endGroup();
    }

    private void writeFields(R row, RecordConsumer out) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            @Nullable Object value = column.written(shape.value(row, i));
            if (value != null) {
                out.startField(column.name(), i);
                column.type().write(value, out);
                out.endField(column.name(), i);
            }
        }
    }

    @Override
    public RowConverter converter(Type column, String path, Target target) {
        return new RowConverter(this, column.asGroupType(), path, target);
    }

    @Override
    public Type projection(Type column, String path) {
        if (column.isPrimitive() || column.getLogicalTypeAnnotation() != null) {
            throw ParquetErrors.schema(
                    "column " + path + " cannot be read as " + shape.type().getSimpleName(),
                    "the file has it as " + column);
        }
        List<Type> fields = projectedFields(column.asGroupType(), path);
        if (fields.isEmpty()) {
            throw ParquetErrors.schema(
                    "column " + path + " cannot be read as " + shape.type().getSimpleName(),
                    "the file has none of its components: " + column);
        }
        return column.asGroupType().withNewFields(fields);
    }

    /** Returns the columns of a file that make a row. */
    MessageType projection(MessageType file) {
        return new MessageType(file.getName(), projectedFields(file, ""));
    }

    private List<Type> projectedFields(GroupType group, String path) {
        List<Type> fields = new ArrayList<>();
        for (Column column : columns) {
            String columnPath = path(path, column);
            if (group.containsField(column.name())) {
                fields.add(column.type().projection(group.getType(column.name()), columnPath));
            } else if (column.presence() != Column.Presence.OPTIONAL) {
                throw ParquetErrors.schema(
                        "there is no column " + columnPath,
                        "the record " + shape.type().getSimpleName() + " has such a component, and the file has "
                                + group.getFields().stream().map(Type::getName).toList());
            }
        }
        return fields;
    }

    static String path(String parent, Column column) {
        return parent.isEmpty() ? column.name() : parent + "." + column.name();
    }
}
