package io.weir.jdbc.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types that a column of a key may have: those whose values are the same when they have been to the program and back. Floating-point numbers are not, and
 * bytes are compared in too many ways.
 *
 * <p>Their order is that of checkpoints: new ones come at the end.
 */
enum KeyType {
    INTEGER(Long.class),
    DECIMAL(BigDecimal.class),
    TEXT(String.class),
    DATE_TIME(LocalDateTime.class),
    INSTANT(Instant.class),
    DATE(LocalDate.class),
    UUID(UUID.class);

    private final Class<?> javaType;

    KeyType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** Returns the type for a column; null if none of them is. */
    static @Nullable KeyType of(Column column) {
        if (column.typeName().equalsIgnoreCase("uuid")) {
            return UUID;
        }
        return switch (column.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> INTEGER;
            // Unsigned 64 bits are more than a long has.
            case Types.BIGINT -> column.isUnsigned() ? DECIMAL : INTEGER;
            case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR -> TEXT;
            case Types.TIMESTAMP -> column.withTimeZone() ? INSTANT : DATE_TIME;
            case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            case Types.DATE -> DATE;
            default -> null;
        };
    }

    static KeyType ofValue(Object value) {
        for (KeyType type : values()) {
            if (type.javaType.isInstance(value)) {
                return type;
            }
        }
        throw new IllegalArgumentException("not a value of a key: " + value.getClass());
    }

    /**
     * Returns the value of a column in the present row; null if it is NULL.
     *
     * @throws ArithmeticException if a number is not of this type after all, as may be in SQLite
     */
    @Nullable Object read(ResultSet row, int index) throws SQLException {
        return switch (this) {
            case INTEGER -> integer(row, index);
            case DECIMAL -> decimal(row.getBigDecimal(index));
            case TEXT -> row.getString(index);
            case DATE_TIME -> row.getObject(index, LocalDateTime.class);
            case INSTANT -> instant(row.getObject(index, OffsetDateTime.class));
            case DATE -> row.getObject(index, LocalDate.class);
            case UUID -> row.getObject(index, UUID.class);
        };
    }

    /** Not by getLong, which takes any text for a 0 in SQLite. */
    private static @Nullable Long integer(ResultSet row, int index) throws SQLException {
        Object raw = row.getObject(index);
        if (raw == null) {
            return null;
        }
        if (raw instanceof Long || raw instanceof Integer || raw instanceof Short || raw instanceof Byte) {
            return ((Number) raw).longValue();
        }
        if (raw instanceof BigInteger number) {
            return number.longValueExact();
        }
        if (raw instanceof BigDecimal number) {
            return number.longValueExact();
        }
        throw new ArithmeticException("not an integer: " + raw);
    }

    /** Equal ones are to be the same. */
    private static @Nullable BigDecimal decimal(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    String write(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException or {@link java.time.DateTimeException} if it is not that
     */
    Object parse(String text) {
        return switch (this) {
            case INTEGER -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case TEXT -> text;
            case DATE_TIME -> LocalDateTime.parse(text);
            case INSTANT -> Instant.parse(text);
            case DATE -> LocalDate.parse(text);
            case UUID -> java.util.UUID.fromString(text);
        };
    }
}
