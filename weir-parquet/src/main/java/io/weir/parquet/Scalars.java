package io.weir.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** Numbers, texts, enums and bytes. */
final class Scalars {

    private static final LogicalTypeAnnotation STRING = LogicalTypeAnnotation.stringType();

    private static final int UUID_LENGTH = 16;

    private static final Map<Class<?>, Scalar> SCALARS = scalars();

    private Scalars() {}

    private static Map<Class<?>, Scalar> scalars() {
        Map<Class<?>, Scalar> all = new HashMap<>();
        both(all, byte.class, Byte.class, integer("byte", 8, Byte.MIN_VALUE, Byte.MAX_VALUE, value -> (byte) value));
        both(all, short.class, Short.class, integer("short", 16, Short.MIN_VALUE, Short.MAX_VALUE, value ->
                (short) value));
        both(all, int.class, Integer.class, integer("int", 32, Integer.MIN_VALUE, Integer.MAX_VALUE, value ->
                (int) value));
        both(all, long.class, Long.class, longs());
        both(all, float.class, Float.class, floats());
        both(all, double.class, Double.class, doubles());
        both(all, boolean.class, Boolean.class, booleans());
        both(all, char.class, Character.class, text("char", Object::toString, Scalars::character));
        all.put(String.class, text("String", Object::toString, text -> text));
        all.put(byte[].class, bytes());
        all.put(UUID.class, uuids());
        return all;
    }

    private static void both(Map<Class<?>, Scalar> all, Class<?> primitive, Class<?> boxed, Scalar scalar) {
        all.put(primitive, scalar);
        all.put(boxed, scalar);
    }

    static @Nullable Scalar of(Class<?> type) {
        return type.isEnum() ? constants(type) : SCALARS.get(type);
    }

    private static Scalar integer(String name, int bits, long min, long max, LongFunction<Object> narrow) {
        LogicalTypeAnnotation logical = bits == 32 ? null : LogicalTypeAnnotation.intType(bits, true);
        return new Scalar(
                name, INT32, logical, 0, (value, out) -> out.addInteger(((Number) value).intValue()), column -> {
                    Function<Object, Object> wide = wideInteger(column);
                    return column.getPrimitiveTypeName() != INT32 || wide == null
                            ? null
                            : raw -> {
                                long value = (long) wide.apply(raw);
                                if (value < min || value > max) {
                                    throw new IllegalArgumentException(value + " is no " + name);
                                }
                                return narrow.apply(value);
                            };
                });
    }

    private static Scalar longs() {
        return new Scalar("long", INT64, null, 0, (value, out) -> out.addLong((long) value), Scalars::wideInteger);
    }

    /** Whole numbers of up to 64 bits, as a long. */
    private static @Nullable Function<Object, Object> wideInteger(PrimitiveType column) {
        PrimitiveTypeName physical = column.getPrimitiveTypeName();
        LogicalTypeAnnotation logical = column.getLogicalTypeAnnotation();
        boolean signed = !(logical instanceof IntLogicalTypeAnnotation integer) || integer.isSigned();
        boolean whole = logical == null || logical instanceof IntLogicalTypeAnnotation;
        if (physical == INT32 && whole) {
            return signed ? raw -> (long) (int) raw : raw -> Integer.toUnsignedLong((int) raw);
        }
        return physical == INT64 && whole && signed ? raw -> raw : null;
    }

    private static Scalar floats() {
        return new Scalar(
                "float",
                FLOAT,
                null,
                0,
                (value, out) -> out.addFloat((float) value),
                column -> column.getPrimitiveTypeName() == FLOAT ? raw -> raw : null);
    }

    private static Scalar doubles() {
        return new Scalar("double", DOUBLE, null, 0, (value, out) -> out.addDouble((double) value), column -> {
            PrimitiveTypeName physical = column.getPrimitiveTypeName();
            return physical == DOUBLE || physical == FLOAT ? raw -> ((Number) raw).doubleValue() : null;
        });
    }

    private static Scalar booleans() {
        return new Scalar(
                "boolean",
                BOOLEAN,
                null,
                0,
                (value, out) -> out.addBoolean((boolean) value),
                column -> column.getPrimitiveTypeName() == BOOLEAN ? raw -> raw : null);
    }

    /** A type that is kept as text in UTF-8. */
    static Scalar text(String name, Function<Object, String> toText, Function<String, Object> fromText) {
        return text(name, STRING, toText, fromText);
    }

    private static Scalar text(
            String name,
            LogicalTypeAnnotation logical,
            Function<Object, String> toText,
            Function<String, Object> fromText) {
        return new Scalar(
                name,
                BINARY,
                logical,
                0,
                (value, out) -> out.addBinary(Binary.fromString(toText.apply(value))),
                column -> isText(column) ? raw -> fromText.apply(((Binary) raw).toStringUsingUTF8()) : null);
    }

    /** Some writers leave out that it is text. */
    private static boolean isText(PrimitiveType column) {
        LogicalTypeAnnotation logical = column.getLogicalTypeAnnotation();
        return column.getPrimitiveTypeName() == BINARY
                && (logical == null
                        || List.of(STRING, LogicalTypeAnnotation.enumType(), LogicalTypeAnnotation.jsonType())
                                .contains(logical));
    }

    private static Scalar constants(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return text(
                type.getSimpleName(),
                LogicalTypeAnnotation.enumType(),
                constant -> ((Enum<?>) constant).name(),
                text -> {
                    Object constant = constants.get(text);
                    if (constant == null) {
                        throw new IllegalArgumentException(
                                "no constant of " + type.getSimpleName() + " is named " + text);
                    }
                    return constant;
                });
    }

    private static Scalar bytes() {
        return new Scalar(
                "byte[]",
                BINARY,
                null,
                0,
                (value, out) -> out.addBinary(Binary.fromReusedByteArray((byte[]) value)),
                column -> holdsBytes(column) ? raw -> ((Binary) raw).getBytes() : null);
    }

    private static boolean holdsBytes(PrimitiveType column) {
        PrimitiveTypeName physical = column.getPrimitiveTypeName();
        return (physical == BINARY || physical == FIXED_LEN_BYTE_ARRAY) && column.getLogicalTypeAnnotation() == null;
    }

    private static Scalar uuids() {
        return new Scalar(
                "UUID",
                FIXED_LEN_BYTE_ARRAY,
                LogicalTypeAnnotation.uuidType(),
                UUID_LENGTH,
                (value, out) -> out.addBinary(Binary.fromConstantByteArray(uuidBytes((UUID) value))),
                column -> column.getPrimitiveTypeName() == FIXED_LEN_BYTE_ARRAY
                                && column.getTypeLength() == UUID_LENGTH
                                && (column.getLogicalTypeAnnotation() == null
                                        || LogicalTypeAnnotation.uuidType().equals(column.getLogicalTypeAnnotation()))
                        ? raw -> uuid(((Binary) raw).toByteBuffer())
                        : null);
    }

    private static byte[] uuidBytes(UUID uuid) {
        return ByteBuffer.allocate(UUID_LENGTH)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(ByteBuffer bytes) {
        ByteBuffer from = bytes.duplicate();
        return new UUID(from.getLong(), from.getLong());
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not one character");
        }
        return text.charAt(0);
    }
}
