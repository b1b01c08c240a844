package io.weir.serde;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * How numbers and what is made of them are laid out.
 *
 * <p>Threading: stateless.
 */
final class Scalars {

    private Scalars() {}

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

    static void writeBigInteger(BigInteger value, ByteWriter out) {
        out.writeBytes(value.toByteArray());
    }

    static BigInteger readBigInteger(ByteReader in) {
        return new BigInteger(in.readBytes());
    }

    static void writeDecimal(BigDecimal value, ByteWriter out) {
        out.writeInt(value.scale());
        writeBigInteger(value.unscaledValue(), out);
    }

    static BigDecimal readDecimal(ByteReader in) {
        int scale = in.readInt();
        return new BigDecimal(readBigInteger(in), scale);
    }

    static void writeUuid(UUID value, ByteWriter out) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    static UUID readUuid(ByteReader in) {
        long high = in.readLong();
        return new UUID(high, in.readLong());
    }

    static void writeOptional(OptionalInt value, ByteWriter out) {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            out.writeInt(value.getAsInt());
        }
    }

    static OptionalInt readOptionalInt(ByteReader in) {
        return in.readBoolean() ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
    }

    static void writeOptional(OptionalLong value, ByteWriter out) {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            out.writeLong(value.getAsLong());
        }
    }

    static OptionalLong readOptionalLong(ByteReader in) {
        return in.readBoolean() ? OptionalLong.of(in.readLong()) : OptionalLong.empty();
    }

    static void writeOptional(OptionalDouble value, ByteWriter out) {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            writeDouble(value.getAsDouble(), out);
        }
    }

    static OptionalDouble readOptionalDouble(ByteReader in) {
        return in.readBoolean() ? OptionalDouble.of(readDouble(in)) : OptionalDouble.empty();
    }
}
