package io.weir.parquet;

import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * Takes the values of one column.
 *
 * <p>Threading: confined to one cursor.
 */
final class ScalarConverter extends PrimitiveConverter {

    private final Function<Object, Object> conversion;
    private final String path;
    private final ColumnType.Target target;

    ScalarConverter(Function<Object, Object> conversion, String path, ColumnType.Target target) {
        this.conversion = conversion;
        this.path = path;
        this.target = target;
    }

    private void add(Object raw) {
        Object value;
        try {
            value = conversion.apply(raw);
        } catch (RuntimeException e) {
            target.fail(new IllegalArgumentException("column " + path + ": " + e.getMessage(), e));
            return;
        }
        target.set(value);
    }

    @Override
    public void addBinary(Binary value) {
        add(value);
    }

    @Override
    public void addBoolean(boolean value) {
        add(value);
    }

    @Override
    public void addDouble(double value) {
        add(value);
    }

    @Override
    public void addFloat(float value) {
        add(value);
    }

    @Override
    public void addInt(int value) {
        add(value);
    }

    @Override
    public void addLong(long value) {
        add(value);
    }
}
