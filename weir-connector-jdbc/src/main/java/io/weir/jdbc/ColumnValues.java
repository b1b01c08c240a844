package io.weir.jdbc;

import io.weir.error.WeirException;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.CorruptDataException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of columns, as bytes: a tag and the value. */
final class ColumnValues {

    private static final int NULL = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int DOUBLE = 5;
    private static final int FLOAT = 6;
    private static final int DECIMAL = 7;
    private static final int TEXT = 8;
    private static final int BYTES = 9;
    private static final int DATE = 10;
    private static final int TIME = 11;
    private static final int DATE_TIME = 12;
    private static final int INSTANT = 13;
    private static final int UUID_BITS = 14;

    private static final Set<Class<?>> TYPES = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Double.class,
            Float.class,
            Character.class,
            BigDecimal.class,
            BigInteger.class,
            String.class,
            byte[].class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Instant.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            UUID.class,
            Optional.class,
            Object.class);

    private ColumnValues() {}

    /** Returns whether values of a class can be kept in a column. */
    static boolean canBe(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || TYPES.contains(type);
    }

    /** Returns whether a value is NULL in a column. */
    static boolean isNull(@Nullable Object value) {
        return value == null || value instanceof Optional<?> optional && isNull(optional.orElse(null));
    }

    /**
     * Appends a value.
     *
     * @throws WeirException {@code jdbc-value-type} if no column can hold it
     */
    static void write(@Nullable Object value, String column, ByteWriter out) {
        if (value == null) {
            out.writeByte(NULL);
        } else if (value instanceof String text) {
            writeText(text, out);
        } else if (value instanceof Long number) {
            out.writeByte(LONG);
            out.writeZigZagLong(number);
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            out.writeByte(INT);
            out.writeZigZagLong(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            out.writeByte(truth ? TRUE : FALSE);
        } else if (value instanceof Double number) {
            out.writeByte(DOUBLE);
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Float number) {
            out.writeByte(FLOAT);
            out.writeInt(Float.floatToRawIntBits(number));
        } else if (value instanceof byte[] bytes) {
            out.writeByte(BYTES);
            out.writeBytes(bytes);
        } else if (!writeTime(value, out)) {
            writeRarer(value, column, out);
        }
    }

    private static void writeText(String text, ByteWriter out) {
        out.writeByte(TEXT);
        out.writeString(text);
    }

    private static boolean writeTime(Object value, ByteWriter out) {
        if (value instanceof Instant instant) {
            out.writeByte(INSTANT);
            out.writeZigZagLong(instant.getEpochSecond());
            out.writeVarInt(instant.getNano());
        } else if (value instanceof OffsetDateTime time) {
            return writeTime(time.toInstant(), out);
        } else if (value instanceof ZonedDateTime time) {
            return writeTime(time.toInstant(), out);
        } else if (value instanceof LocalDateTime time) {
            out.writeByte(DATE_TIME);
            out.writeZigZagLong(time.toEpochSecond(ZoneOffset.UTC));
            out.writeVarInt(time.getNano());
        } else if (value instanceof LocalDate date) {
            out.writeByte(DATE);
            out.writeZigZagLong(date.toEpochDay());
        } else if (value instanceof LocalTime time) {
            out.writeByte(TIME);
            out.writeVarLong(time.toNanoOfDay());
        } else {
            return false;
        }
        return true;
    }

    private static void writeRarer(Object value, String column, ByteWriter out) {
        if (value instanceof BigDecimal number) {
            out.writeByte(DECIMAL);
            out.writeZigZagLong(number.scale());
            out.writeBytes(number.unscaledValue().toByteArray());
        } else if (value instanceof BigInteger number) {
            write(new BigDecimal(number), column, out);
        } else if (value instanceof Enum<?> constant) {
            writeText(constant.name(), out);
        } else if (value instanceof Character character) {
            writeText(character.toString(), out);
        } else if (value instanceof UUID uuid) {
            out.writeByte(UUID_BITS);
            out.writeLong(uuid.getMostSignificantBits());
            out.writeLong(uuid.getLeastSignificantBits());
        } else if (value instanceof Optional<?> optional) {
            write(optional.orElse(null), column, out);
        } else {
            throw WeirException.user(
                    "jdbc-value-type",
                    "column " + column + " was given a " + value.getClass().getName(),
                    "no column can hold one",
                    "give text, a number, a boolean, bytes, a time of java.time, a UUID, an enum, or null");
        }
    }

    /** Reads what {@link #write} wrote. */
    static @Nullable Object read(ByteReader in) {
        int tag = in.readByte();
        try {
            return switch (tag) {
                case NULL -> null;
                case TRUE -> Boolean.TRUE;
                case FALSE -> Boolean.FALSE;
                case INT -> Math.toIntExact(in.readZigZagLong());
                case LONG -> in.readZigZagLong();
                case DOUBLE -> Double.longBitsToDouble(in.readLong());
                case FLOAT -> Float.intBitsToFloat(in.readInt());
                case DECIMAL -> readDecimal(in);
                case TEXT -> in.readString();
                case BYTES -> in.readBytes();
                case DATE -> LocalDate.ofEpochDay(in.readZigZagLong());
                case TIME -> LocalTime.ofNanoOfDay(in.readVarLong());
                case DATE_TIME -> LocalDateTime.ofEpochSecond(in.readZigZagLong(), in.readVarInt(), ZoneOffset.UTC);
                case INSTANT -> Instant.ofEpochSecond(in.readZigZagLong(), in.readVarInt());
                case UUID_BITS -> new UUID(in.readLong(), in.readLong());
                default -> throw new CorruptDataException("not a value of a column, tag=" + tag);
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new CorruptDataException("not a value of a column, tag=" + tag, e);
        }
    }

    private static BigDecimal readDecimal(ByteReader in) {
        int scale = Math.toIntExact(in.readZigZagLong());
        return new BigDecimal(new BigInteger(in.readBytes()), scale);
    }
}
