package io.weir.serde;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types of the JDK that are written in one piece. Integers have a fixed width: writing them is what state costs
 * most often, and it is the fastest.
 *
 * <p>Threading: stateless.
 */
final class Scalars {

    static final Serde<String> STRING =
            ScalarSerde.immutable("string", (v, out) -> out.writeString(v), ByteReader::readString);
    static final Serde<Boolean> BOOLEAN =
            ScalarSerde.immutable("boolean", (v, out) -> out.writeBoolean(v), ByteReader::readBoolean);
    static final Serde<Byte> BYTE =
            ScalarSerde.immutable("byte", (v, out) -> out.writeByte(v), in -> (byte) in.readByte());
    static final Serde<Short> SHORT =
            ScalarSerde.immutable("short", (v, out) -> writeShort(v, out), in -> (short) readShort(in));
    static final Serde<Character> CHAR =
            ScalarSerde.immutable("char", (v, out) -> writeShort(v, out), in -> (char) readShort(in));
    static final Serde<Integer> INT = ScalarSerde.immutable("int", (v, out) -> out.writeInt(v), ByteReader::readInt);
    static final Serde<Long> LONG = ScalarSerde.immutable("long", (v, out) -> out.writeLong(v), ByteReader::readLong);
    static final Serde<Float> FLOAT =
            ScalarSerde.immutable("float", (v, out) -> writeFloat(v, out), Scalars::readFloat);
    static final Serde<Double> DOUBLE =
            ScalarSerde.immutable("double", (v, out) -> writeDouble(v, out), Scalars::readDouble);
    static final Serde<byte[]> BYTES =
            ScalarSerde.mutable("byte[]", (v, out) -> out.writeBytes(v), ByteReader::readBytes);

    private static final Serde<BigInteger> BIG_INTEGER = ScalarSerde.immutable(
            "BigInteger", (v, out) -> out.writeBytes(v.toByteArray()), in -> new BigInteger(in.readBytes()));
    private static final Serde<LocalDate> LOCAL_DATE =
            ScalarSerde.immutable("LocalDate", Scalars::writeDate, Scalars::readDate);
    private static final Serde<LocalTime> LOCAL_TIME = ScalarSerde.immutable(
            "LocalTime", (v, out) -> out.writeLong(v.toNanoOfDay()), in -> LocalTime.ofNanoOfDay(in.readLong()));
    private static final Serde<LocalDateTime> LOCAL_DATE_TIME =
            ScalarSerde.immutable("LocalDateTime", Scalars::writeDateTime, Scalars::readDateTime);
    private static final Serde<ZoneOffset> ZONE_OFFSET = ScalarSerde.immutable(
            "ZoneOffset", (v, out) -> out.writeInt(v.getTotalSeconds()), in -> ZoneOffset.ofTotalSeconds(in.readInt()));
    private static final Serde<ZoneId> ZONE_ID =
            ScalarSerde.immutable("ZoneId", (v, out) -> out.writeString(v.getId()), in -> ZoneId.of(in.readString()));

    private static final Map<Class<?>, Serde<?>> BY_TYPE = Map.ofEntries(
            entry(String.class, STRING),
            entry(Boolean.class, BOOLEAN),
            entry(boolean.class, BOOLEAN),
            entry(Byte.class, BYTE),
            entry(byte.class, BYTE),
            entry(Short.class, SHORT),
            entry(short.class, SHORT),
            entry(Character.class, CHAR),
            entry(char.class, CHAR),
            entry(Integer.class, INT),
            entry(int.class, INT),
            entry(Long.class, LONG),
            entry(long.class, LONG),
            entry(Float.class, FLOAT),
            entry(float.class, FLOAT),
            entry(Double.class, DOUBLE),
            entry(double.class, DOUBLE),
            entry(byte[].class, BYTES),
            entry(boolean[].class, PrimitiveArrays.BOOLEANS),
            entry(short[].class, PrimitiveArrays.SHORTS),
            entry(char[].class, PrimitiveArrays.CHARS),
            entry(int[].class, PrimitiveArrays.INTS),
            entry(long[].class, PrimitiveArrays.LONGS),
            entry(float[].class, PrimitiveArrays.FLOATS),
            entry(double[].class, PrimitiveArrays.DOUBLES),
            entry(BigInteger.class, BIG_INTEGER),
            entry(BigDecimal.class, ScalarSerde.immutable("BigDecimal", Scalars::writeDecimal, Scalars::readDecimal)),
            entry(UUID.class, ScalarSerde.immutable("UUID", Scalars::writeUuid, Scalars::readUuid)),
            entry(Instant.class, ScalarSerde.immutable("Instant", Scalars::writeInstant, Scalars::readInstant)),
            entry(LocalDate.class, LOCAL_DATE),
            entry(LocalTime.class, LOCAL_TIME),
            entry(LocalDateTime.class, LOCAL_DATE_TIME),
            entry(
                    OffsetDateTime.class,
                    ScalarSerde.immutable("OffsetDateTime", Scalars::writeOffsetDateTime, Scalars::readOffsetDateTime)),
            entry(
                    ZonedDateTime.class,
                    ScalarSerde.immutable("ZonedDateTime", Scalars::writeZonedDateTime, Scalars::readZonedDateTime)),
            entry(ZoneOffset.class, ZONE_OFFSET),
            entry(ZoneId.class, ZONE_ID),
            entry(Duration.class, ScalarSerde.immutable("Duration", Scalars::writeDuration, Scalars::readDuration)),
            entry(Period.class, ScalarSerde.immutable("Period", Scalars::writePeriod, Scalars::readPeriod)),
            entry(
                    OptionalInt.class,
                    ScalarSerde.immutable("OptionalInt", Scalars::writeOptional, Scalars::readOptionalInt)),
            entry(
                    OptionalLong.class,
                    ScalarSerde.immutable("OptionalLong", Scalars::writeOptional, Scalars::readOptionalLong)),
            entry(
                    OptionalDouble.class,
                    ScalarSerde.immutable("OptionalDouble", Scalars::writeOptional, Scalars::readOptionalDouble)));

    private Scalars() {}

    /** Returns the serde of a type that is written in one piece, null for any other type. */
    static @Nullable Serde<?> of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    static void writeShort(int value, ByteWriter out) {
        out.writeByte(value);
        out.writeByte(value >> 8);
    }

    static int readShort(ByteReader in) {
        int low = in.readByte() & 0xFF;
        return low | (in.readByte() << 8);
    }

    /** Keeps the bits of a NaN. */
    static void writeFloat(float value, ByteWriter out) {
        out.writeInt(Float.floatToRawIntBits(value));
    }

    static float readFloat(ByteReader in) {
        return Float.intBitsToFloat(in.readInt());
    }

    /** Keeps the bits of a NaN. */
    static void writeDouble(double value, ByteWriter out) {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    static double readDouble(ByteReader in) {
        return Double.longBitsToDouble(in.readLong());
    }

    private static void writeDecimal(BigDecimal value, ByteWriter out) {
        out.writeInt(value.scale());
        BIG_INTEGER.write(value.unscaledValue(), out);
    }

    private static BigDecimal readDecimal(ByteReader in) {
        int scale = in.readInt();
        return new BigDecimal(BIG_INTEGER.read(in), scale);
    }

    private static void writeUuid(UUID value, ByteWriter out) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    private static UUID readUuid(ByteReader in) {
        long high = in.readLong();
        return new UUID(high, in.readLong());
    }

    private static void writeInstant(Instant value, ByteWriter out) {
        out.writeLong(value.getEpochSecond());
        out.writeInt(value.getNano());
    }

    private static Instant readInstant(ByteReader in) {
        long seconds = in.readLong();
        return Instant.ofEpochSecond(seconds, in.readInt());
    }

    private static void writeDate(LocalDate value, ByteWriter out) {
        out.writeInt(value.getYear());
        out.writeByte(value.getMonthValue());
        out.writeByte(value.getDayOfMonth());
    }

    private static LocalDate readDate(ByteReader in) {
        int year = in.readInt();
        int month = in.readByte();
        return LocalDate.of(year, month, in.readByte());
    }

    private static void writeDateTime(LocalDateTime value, ByteWriter out) {
        LOCAL_DATE.write(value.toLocalDate(), out);
        LOCAL_TIME.write(value.toLocalTime(), out);
    }

    private static LocalDateTime readDateTime(ByteReader in) {
        LocalDate date = LOCAL_DATE.read(in);
        return LocalDateTime.of(date, LOCAL_TIME.read(in));
    }

    private static void writeOffsetDateTime(OffsetDateTime value, ByteWriter out) {
        LOCAL_DATE_TIME.write(value.toLocalDateTime(), out);
        ZONE_OFFSET.write(value.getOffset(), out);
    }

    private static OffsetDateTime readOffsetDateTime(ByteReader in) {
        LocalDateTime dateTime = LOCAL_DATE_TIME.read(in);
        return OffsetDateTime.of(dateTime, ZONE_OFFSET.read(in));
    }

    private static void writeZonedDateTime(ZonedDateTime value, ByteWriter out) {
        LOCAL_DATE_TIME.write(value.toLocalDateTime(), out);
        ZONE_OFFSET.write(value.getOffset(), out);
        ZONE_ID.write(value.getZone(), out);
    }

    /** Keeps the instant, should the rules of the zone have changed in between. */
    private static ZonedDateTime readZonedDateTime(ByteReader in) {
        LocalDateTime dateTime = LOCAL_DATE_TIME.read(in);
        ZoneOffset offset = ZONE_OFFSET.read(in);
        return ZonedDateTime.ofInstant(dateTime, offset, ZONE_ID.read(in));
    }

    private static void writeDuration(Duration value, ByteWriter out) {
        out.writeLong(value.getSeconds());
        out.writeInt(value.getNano());
    }

    private static Duration readDuration(ByteReader in) {
        long seconds = in.readLong();
        return Duration.ofSeconds(seconds, in.readInt());
    }

    private static void writePeriod(Period value, ByteWriter out) {
        out.writeInt(value.getYears());
        out.writeInt(value.getMonths());
        out.writeInt(value.getDays());
    }

    private static Period readPeriod(ByteReader in) {
        int years = in.readInt();
        int months = in.readInt();
        return Period.of(years, months, in.readInt());
    }

    private static void writeOptional(OptionalInt value, ByteWriter out) {
        out.writeBoolean(value.isPresent());
        value.ifPresent(out::writeInt);
    }

    private static OptionalInt readOptionalInt(ByteReader in) {
        return in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
    }

    private static void writeOptional(OptionalLong value, ByteWriter out) {
        out.writeBoolean(value.isPresent());
        value.ifPresent(out::writeLong);
    }

    private static OptionalLong readOptionalLong(ByteReader in) {
        return in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
    }

    private static void writeOptional(OptionalDouble value, ByteWriter out) {
        out.writeBoolean(value.isPresent());
        value.ifPresent(present -> writeDouble(present, out));
    }

    private static OptionalDouble readOptionalDouble(ByteReader in) {
        return in.readBoolean() ? OptionalDouble.of(readDouble(in)) : OptionalDouble.empty();
    }
}
