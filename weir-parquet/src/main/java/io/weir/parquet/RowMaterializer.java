package io.weir.parquet;

import io.weir.parquet.ColumnType.Target;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Gives one row after the other to a cursor, those that cannot be decoded included.
 *
 * <p>Threading: confined to one cursor.
 */
final class RowMaterializer extends RecordMaterializer<RowMaterializer.Row> {

    /** A record, or why there is none. */
    record Row(@Nullable Object record, @Nullable RuntimeException failure) {}

    private final Current current = new Current();
    private final GroupConverter root;

    RowMaterializer(RowType<?> rows, MessageType schema) {
        this.root = rows.converter(schema, "", current);
    }

    @Override
    public Row getCurrentRecord() {
        Row row = new Row(current.record, current.failure);
        current.record = null;
        current.failure = null;
        return row;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private static final class Current implements Target {

        private @Nullable Object record;
        private @Nullable RuntimeException failure;

        @Override
        public void set(Object value) {
            record = value;
        }

        @Override
        public void fail(RuntimeException reason) {
            failure = failure == null ? reason : failure;
        }
    }
}
