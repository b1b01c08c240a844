package io.weir.jdbc.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column as the type of a record's component. What does not fit exactly is refused, never rounded or cut.
 *
 * <p>Threading: Immutable.
 */
final class ColumnReader {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private static final Set<Class<?>> NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class);

    private static final Set<Class<?>> TIMES =
            Set.of(LocalDate.class, LocalTime.class, LocalDateTime.class, Instant.class);

    private static final Set<Class<?>> OTHERS = Set.of(Boolean.class, String.class, byte[].class, UUID.class);

    private final Column column;
    private final Class<?> type;
    private final boolean primitive;

    ColumnReader(Column column, Class<?> type) {
        this.column = column;
        this.type = boxed(type);
        this.primitive = type.isPrimitive();
    }

    private static Class<?> boxed(Class<?> type) {
        return BOXES.getOrDefault(type, type);
    }

    static boolean supports(Class<?> type) {
        Class<?> boxed = boxed(type);
        return boxed.isEnum() || NUMBERS.contains(boxed) || TIMES.contains(boxed) || OTHERS.contains(boxed);
    }

    /** Returns whether some value of the column could be read. A text may hold anything, and so may every column of SQLite. */
    boolean canFit() {
        return switch (column.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
                NUMBERS.contains(type) || type == Boolean.class || type == String.class;
            case Types.FLOAT, Types.REAL, Types.DOUBLE -> NUMBERS.contains(type) || type == String.class;
            case Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                TIMES.contains(type) || type == String.class;
            default -> true;
        };
    }

    /**
     * Reads the column in the present row.
     *
     * @throws Unfit if it does not fit, with the reason
     */
    @Nullable Object read(ResultSet row, int index) throws SQLException, Unfit {
        Object value = readOrNull(row, index);
        if (value == null && primitive) {
            throw new Unfit("column " + column.name() + " is NULL, and a " + type.getSimpleName() + " cannot be");
        }
        return value;
    }

    private @Nullable Object readOrNull(ResultSet row, int index) throws SQLException, Unfit {
        if (type == String.class) {
            return row.getString(index);
        }
        if (type == byte[].class) {
            return row.getBytes(index);
        }
        Object raw = row.getObject(index);
        if (raw == null) {
            return null;
        }
        try {
            if (TIMES.contains(type)) {
                return raw instanceof String text ? parsedTime(text) : time(row, index);
            }
            if (NUMBERS.contains(type)) {
                // A driver may show a small number as a truth, whatever it is.
                return number(raw instanceof Boolean ? row.getBigDecimal(index) : raw);
            }
            return other(raw);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Unfit("column " + column.name() + " is not a " + type.getSimpleName() + ": " + e.getMessage());
        }
    }

    private @Nullable Object time(ResultSet row, int index) throws SQLException {
        if (type == Instant.class) {
            return column.withTimeZone()
                    ? Objects.requireNonNull(row.getObject(index, OffsetDateTime.class))
                            .toInstant()
                    : Objects.requireNonNull(row.getObject(index, LocalDateTime.class))
                            .toInstant(ZoneOffset.UTC);
        }
        return row.getObject(index, type);
    }

    /** Texts in the form of ISO 8601, also with a space between date and time, as SQLite writes them. */
    private Object parsedTime(String text) {
        String iso = text.strip().replace(' ', 'T');
        if (type == LocalDate.class) {
            return LocalDate.parse(iso);
        }
        if (type == LocalTime.class) {
            return LocalTime.parse(iso);
        }
        if (type == LocalDateTime.class) {
            return LocalDateTime.parse(iso);
        }
        return iso.endsWith("Z") ? Instant.parse(iso) : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private Object number(Object raw) {
        if (type == Double.class && raw instanceof Number number) {
            return number.doubleValue();
        }
        if (type == Float.class && raw instanceof Number number) {
            return number.floatValue();
        }
        BigDecimal exact = new BigDecimal(raw.toString().strip());
        if (type == BigDecimal.class) {
            return exact;
        }
        if (type == BigInteger.class) {
            return exact.toBigIntegerExact();
        }
        return integral(exact);
    }

    private Object integral(BigDecimal exact) {
        if (type == Long.class) {
            return exact.longValueExact();
        }
        if (type == Integer.class) {
            return exact.intValueExact();
        }
        if (type == Short.class) {
            return exact.shortValueExact();
        }
        if (type == Byte.class) {
            return exact.byteValueExact();
        }
        return type == Float.class ? (Object) exact.floatValue() : (Object) exact.doubleValue();
    }

    private Object other(Object raw) {
        if (type == Boolean.class) {
            return truth(raw);
        }
        if (type == UUID.class) {
            return raw instanceof UUID ? raw : UUID.fromString(raw.toString());
        }
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(raw.toString())) {
                return constant;
            }
        }
        throw new IllegalArgumentException(raw.toString());
    }

    private static boolean truth(Object raw) {
        if (raw instanceof Boolean bit) {
            return bit;
        }
        return switch (raw.toString()) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new IllegalArgumentException(raw.toString());
        };
    }

    /** Says why a row cannot become a value. */
    static final class Unfit extends Exception {

        Unfit(String reason) {
            super(reason);
        }
    }
}
