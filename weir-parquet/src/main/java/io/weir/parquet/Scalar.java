package io.weir.parquet;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A type whose values stand in one column.
 *
 * <p>Threading: Immutable.
 *
 * @param javaName for errors
 * @param length of values of fixed length, in bytes; 0 for others
 * @param writer writes a value
 * @param reader says how to make a value of what a column of the given type holds, boxed or as a {@link org.apache.parquet.io.api.Binary}; null if its values are of another kind
 */
record Scalar(
        String javaName,
        PrimitiveTypeName physical,
        @Nullable LogicalTypeAnnotation logical,
        int length,
        BiConsumer<Object, RecordConsumer> writer,
        Reader reader)
        implements ColumnType {

    /** See {@link Scalar#reader}. */
    @FunctionalInterface
    interface Reader {
        @Nullable Function<Object, Object> of(PrimitiveType column);
    }

    @Override
    public Type schema(String name, Type.Repetition repetition) {
        Types.PrimitiveBuilder<PrimitiveType> builder = Types.primitive(physical, repetition);
        if (length > 0) {
            builder = builder.length(length);
        }
        if (logical != null) {
            builder = builder.as(logical);
        }
        return builder.named(name);
    }

    @Override
    public void write(Object value, RecordConsumer out) {
        writer.accept(value, out);
    }

    @Override
    public Converter converter(Type column, String path, Target target) {
        Function<Object, Object> conversion = column.isPrimitive() ? reader.of(column.asPrimitiveType()) : null;
        if (conversion == null) {
            throw ParquetErrors.schema(
                    "column " + path + " cannot be read as " + javaName, "the file has it as " + column);
        }
        return new ScalarConverter(conversion, path, target);
    }
}
