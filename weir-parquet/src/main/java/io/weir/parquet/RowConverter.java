package io.weir.parquet;

import io.weir.parquet.ColumnType.Target;
import java.util.Arrays;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the columns of a group.
 *
 * <p>Threading: confined to one cursor.
 */
final class RowConverter extends GroupConverter {

    private final RowType<?> type;
    private final String path;
    private final Target target;
    private final @Nullable Object[] values;

    /** By the index of the column in the file's group. */
    private final Converter[] converters;

    RowConverter(RowType<?> type, GroupType group, String path, Target target) {
        this.type = type;
        this.path = path;
        this.target = target;
        this.values = new @Nullable Object[type.columns().size()];
        this.converters = new Converter[group.getFieldCount()];
        for (int i = 0; i < values.length; i++) {
            Column column = type.columns().get(i);
            if (group.containsField(column.name())) {
                int field = group.getFieldIndex(column.name());
                converters[field] =
                        column.type().converter(group.getType(field), RowType.path(path, column), new Slot(i));
            }
        }
    }

    @Override
    public Converter getConverter(int fieldIndex) {
        return converters[fieldIndex];
    }

    @Override
    public void start() {
        Arrays.fill(values, null);
    }

    @Override
    public void end() {
        Object made;
        try {
            for (int i = 0; i < values.length; i++) {
                Column column = type.columns().get(i);
                values[i] = column.read(values[i], RowType.path(path, column));
            }
            made = type.shape().create(values);
        } catch (RuntimeException e) {
            target.fail(e);
            return;
        }
        target.set(made);
    }

    /** The place of a component's value. */
    private final class Slot implements Target {

        private final int index;

        Slot(int index) {
            this.index = index;
        }

        @Override
        public void set(Object value) {
            values[index] = value;
        }

        @Override
        public void fail(RuntimeException reason) {
            target.fail(reason);
        }
    }
}
