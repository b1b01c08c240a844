package io.weir.parquet;

import io.weir.error.WeirException;
import io.weir.files.shape.RecordShape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how Parquet keeps a record type.
 *
 * <p>Threading: confined to one call of {@link #row}.
 */
final class ColumnTypes {

    /** The record types around the one that is looked at. */
    private final Set<Class<?>> within = new LinkedHashSet<>();

    private ColumnTypes() {}

    /** @throws WeirException {@code parquet-type} if Parquet cannot keep it */
    static <R> RowType<R> row(Class<R> type) {
        return new ColumnTypes().rowType(type);
    }

    private <R> RowType<R> rowType(Class<R> type) {
        if (!within.add(type)) {
            throw ParquetErrors.type(
                    type.getName(), "it contains itself, and the columns of a file are a fixed number");
        }
        RecordShape<R> shape = RecordShape.of(type);
        if (shape.components().isEmpty()) {
            throw ParquetErrors.type(type.getName(), "it has no components");
        }
        List<Column> columns = new ArrayList<>();
        for (RecordComponent component : shape.components()) {
            columns.add(column(component));
        }
        within.remove(type);
        return new RowType<>(shape, columns);
    }

    private Column column(RecordComponent component) {
        Type type = component.getGenericType();
        Type content = argument(type, Optional.class);
        if (content != null) {
            return new Column(component.getName(), type(content, component), Column.Presence.OPTIONAL);
        }
        boolean primitive = component.getType().isPrimitive();
        return new Column(
                component.getName(),
                type(type, component),
                primitive ? Column.Presence.REQUIRED : Column.Presence.NULLABLE);
    }

    private ColumnType type(Type type, RecordComponent component) {
        Type element = argument(type, List.class);
        if (element != null) {
            return new ListType(type(element, component));
        }
        if (type instanceof Class<?> plain) {
            ColumnType scalar = scalar(plain, component);
            if (scalar != null) {
                return scalar;
            }
            if (plain.isRecord()) {
                return rowType(plain);
            }
        }
        throw ParquetErrors.type(
                "component " + component.getName() + " of "
                        + component.getDeclaringRecord().getName(),
                "there is no column for a " + type.getTypeName());
    }

    private static @Nullable ColumnType scalar(Class<?> type, RecordComponent component) {
        if (type == BigDecimal.class) {
            return decimal(component);
        }
        if (type == BigInteger.class) {
            return DecimalScalar.bigIntegers();
        }
        Scalar time = TimeScalars.of(type);
        return time == null ? Scalars.of(type) : time;
    }

    private static Scalar decimal(RecordComponent component) {
        @Nullable ParquetDecimal digits = component.getAnnotation(ParquetDecimal.class);
        if (digits == null) {
            return DecimalScalar.bigDecimals(DecimalScalar.PRECISION_MAX, DecimalScalar.SCALE);
        }
        boolean valid = 1 <= digits.precision()
                && digits.precision() <= DecimalScalar.PRECISION_MAX
                && 0 <= digits.scale()
                && digits.scale() <= digits.precision();
        if (!valid) {
            throw ParquetErrors.type(
                    "component " + component.getName() + " of "
                            + component.getDeclaringRecord().getName(),
                    digits + " is out of range");
        }
        return DecimalScalar.bigDecimals(digits.precision(), digits.scale());
    }

    /** Returns the argument of a type such as {@code Optional<String>}; null if it is of another class. */
    private static @Nullable Type argument(Type type, Class<?> of) {
        return type instanceof ParameterizedType parameterized && parameterized.getRawType() == of
                ? parameterized.getActualTypeArguments()[0]
                : null;
    }
}
