package io.weir.serde;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
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
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types that are written in one piece. Integers have a fixed width: writing them is what state costs most often,
 * and it is the fastest.
 *
 * <p>One class with two switches, and not a class or two lambdas for each type: linking those would take tens of
 * milliseconds of every start.
 *
 * <p>Threading: Immutable.
 */
final class ScalarSerde<T> implements Serde<T> {

    private enum Kind {
        STRING("string", Mutability.IMMUTABLE, String.class),
        BOOLEAN("boolean", Mutability.IMMUTABLE, Boolean.class, boolean.class),
        BYTE("byte", Mutability.IMMUTABLE, Byte.class, byte.class),
        SHORT("short", Mutability.IMMUTABLE, Short.class, short.class),
        CHAR("char", Mutability.IMMUTABLE, Character.class, char.class),
        INT("int", Mutability.IMMUTABLE, Integer.class, int.class),
        LONG("long", Mutability.IMMUTABLE, Long.class, long.class),
        FLOAT("float", Mutability.IMMUTABLE, Float.class, float.class),
        DOUBLE("double", Mutability.IMMUTABLE, Double.class, double.class),
        BYTES("byte[]", Mutability.MUTABLE, byte[].class),
        BOOLEANS("boolean[]", Mutability.MUTABLE, boolean[].class),
        SHORTS("short[]", Mutability.MUTABLE, short[].class),
        CHARS("char[]", Mutability.MUTABLE, char[].class),
        INTS("int[]", Mutability.MUTABLE, int[].class),
        LONGS("long[]", Mutability.MUTABLE, long[].class),
        FLOATS("float[]", Mutability.MUTABLE, float[].class),
        DOUBLES("double[]", Mutability.MUTABLE, double[].class),
        BIG_INTEGER("BigInteger", Mutability.IMMUTABLE, BigInteger.class),
        BIG_DECIMAL("BigDecimal", Mutability.IMMUTABLE, BigDecimal.class),
        UUID("UUID", Mutability.IMMUTABLE, UUID.class),
        INSTANT("Instant", Mutability.IMMUTABLE, Instant.class),
        LOCAL_DATE("LocalDate", Mutability.IMMUTABLE, LocalDate.class),
        LOCAL_TIME("LocalTime", Mutability.IMMUTABLE, LocalTime.class),
        LOCAL_DATE_TIME("LocalDateTime", Mutability.IMMUTABLE, LocalDateTime.class),
        OFFSET_DATE_TIME("OffsetDateTime", Mutability.IMMUTABLE, OffsetDateTime.class),
        ZONED_DATE_TIME("ZonedDateTime", Mutability.IMMUTABLE, ZonedDateTime.class),
        ZONE_ID("ZoneId", Mutability.IMMUTABLE, ZoneId.class),
        ZONE_OFFSET("ZoneOffset", Mutability.IMMUTABLE, ZoneOffset.class),
        DURATION("Duration", Mutability.IMMUTABLE, Duration.class),
        PERIOD("Period", Mutability.IMMUTABLE, Period.class),
        OPTIONAL_INT("OptionalInt", Mutability.IMMUTABLE, OptionalInt.class),
        OPTIONAL_LONG("OptionalLong", Mutability.IMMUTABLE, OptionalLong.class),
        OPTIONAL_DOUBLE("OptionalDouble", Mutability.IMMUTABLE, OptionalDouble.class);

        private final String schema;
        private final Mutability mutability;
        private final Class<?>[] types;

        Kind(String schema, Mutability mutability, Class<?>... types) {
            this.schema = schema;
            this.mutability = mutability;
            this.types = types;
        }
    }

    private enum Mutability {
        IMMUTABLE,
        MUTABLE
    }

    private static final Map<Class<?>, ScalarSerde<?>> BY_TYPE = new HashMap<>();
    private static final Map<String, ScalarSerde<?>> BY_SCHEMA = new HashMap<>();

    static {
        for (Kind kind : Kind.values()) {
            ScalarSerde<?> serde = new ScalarSerde<>(kind);
            BY_SCHEMA.put(kind.schema, serde);
            for (Class<?> type : kind.types) {
                BY_TYPE.put(type, serde);
            }
        }
    }

    private final Kind kind;

    private ScalarSerde(Kind kind) {
        this.kind = kind;
    }

    /** Returns the serde of a type that is written in one piece, null for any other type. */
    @SuppressWarnings("unchecked") // a kind is found by its own types
    static <T> @Nullable Serde<T> of(Class<T> type) {
        return (Serde<T>) BY_TYPE.get(type);
    }

    /** Returns the serde with a schema, null if none of these has it. */
    static @Nullable Serde<?> ofSchema(String schema) {
        return BY_SCHEMA.get(schema);
    }

    @Override
    public Serde<T> evolvedFrom(String storedSchema) {
        return Evolution.of(this, storedSchema);
    }

    @Override
    public void write(T value, ByteWriter out) {
        switch (kind) {
            case STRING -> out.writeString((String) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case BYTE -> out.writeByte((Byte) value);
            case SHORT -> Scalars.writeShort((Short) value, out);
            case CHAR -> Scalars.writeShort((Character) value, out);
            case INT -> out.writeInt((Integer) value);
            case LONG -> out.writeLong((Long) value);
            case FLOAT -> Scalars.writeFloat((Float) value, out);
            case DOUBLE -> Scalars.writeDouble((Double) value, out);
            case BYTES -> out.writeBytes((byte[]) value);
            case BOOLEANS -> PrimitiveArrays.write((boolean[]) value, out);
            case SHORTS -> PrimitiveArrays.write((short[]) value, out);
            case CHARS -> PrimitiveArrays.write((char[]) value, out);
            case INTS -> PrimitiveArrays.write((int[]) value, out);
            case LONGS -> PrimitiveArrays.write((long[]) value, out);
            case FLOATS -> PrimitiveArrays.write((float[]) value, out);
            case DOUBLES -> PrimitiveArrays.write((double[]) value, out);
            case BIG_INTEGER -> Scalars.writeBigInteger((BigInteger) value, out);
            case BIG_DECIMAL -> Scalars.writeDecimal((BigDecimal) value, out);
            case UUID -> Scalars.writeUuid((UUID) value, out);
            case INSTANT -> Times.writeInstant((Instant) value, out);
            case LOCAL_DATE -> Times.writeDate((LocalDate) value, out);
            case LOCAL_TIME -> Times.writeTime((LocalTime) value, out);
            case LOCAL_DATE_TIME -> Times.writeDateTime((LocalDateTime) value, out);
            case OFFSET_DATE_TIME -> Times.writeOffsetDateTime((OffsetDateTime) value, out);
            case ZONED_DATE_TIME -> Times.writeZonedDateTime((ZonedDateTime) value, out);
            case ZONE_ID -> Times.writeZone((ZoneId) value, out);
            case ZONE_OFFSET -> Times.writeOffset((ZoneOffset) value, out);
            case DURATION -> Times.writeDuration((Duration) value, out);
            case PERIOD -> Times.writePeriod((Period) value, out);
            case OPTIONAL_INT -> Scalars.writeOptional((OptionalInt) value, out);
            case OPTIONAL_LONG -> Scalars.writeOptional((OptionalLong) value, out);
            case OPTIONAL_DOUBLE -> Scalars.writeOptional((OptionalDouble) value, out);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a kind reads its own type
    public T read(ByteReader in) {
        try {
            return (T) readObject(in);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new CorruptDataException("not a " + kind.schema + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String schema() {
        return kind.schema;
    }

    @Override
    public boolean immutable() {
        return kind.mutability == Mutability.IMMUTABLE;
    }

    private Object readObject(ByteReader in) {
        return switch (kind) {
            case STRING -> in.readString();
            case BOOLEAN -> in.readBoolean();
            case BYTE -> (byte) in.readByte();
            case SHORT -> (short) Scalars.readShort(in);
            case CHAR -> (char) Scalars.readShort(in);
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> Scalars.readFloat(in);
            case DOUBLE -> Scalars.readDouble(in);
            case BYTES -> in.readBytes();
            case BOOLEANS -> PrimitiveArrays.readBooleans(in);
            case SHORTS -> PrimitiveArrays.readShorts(in);
            case CHARS -> PrimitiveArrays.readChars(in);
            case INTS -> PrimitiveArrays.readInts(in);
            case LONGS -> PrimitiveArrays.readLongs(in);
            case FLOATS -> PrimitiveArrays.readFloats(in);
            case DOUBLES -> PrimitiveArrays.readDoubles(in);
            case BIG_INTEGER -> Scalars.readBigInteger(in);
            case BIG_DECIMAL -> Scalars.readDecimal(in);
            case UUID -> Scalars.readUuid(in);
            case INSTANT -> Times.readInstant(in);
            case LOCAL_DATE -> Times.readDate(in);
            case LOCAL_TIME -> Times.readTime(in);
            case LOCAL_DATE_TIME -> Times.readDateTime(in);
            case OFFSET_DATE_TIME -> Times.readOffsetDateTime(in);
            case ZONED_DATE_TIME -> Times.readZonedDateTime(in);
            case ZONE_ID -> Times.readZone(in);
            case ZONE_OFFSET -> Times.readOffset(in);
            case DURATION -> Times.readDuration(in);
            case PERIOD -> Times.readPeriod(in);
            case OPTIONAL_INT -> Scalars.readOptionalInt(in);
            case OPTIONAL_LONG -> Scalars.readOptionalLong(in);
            case OPTIONAL_DOUBLE -> Scalars.readOptionalDouble(in);
        };
    }
}
