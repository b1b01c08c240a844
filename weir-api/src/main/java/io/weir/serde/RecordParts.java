package io.weir.serde;

import org.jspecify.annotations.Nullable;

/**
 * The steps that {@link RecordHandles} composes, found by their names and types: one to write and one to read a
 * component of each primitive type, a string, and any other reference.
 *
 * <p>Threading: stateless.
 */
final class RecordParts {

    private RecordParts() {}

    static <T> void writeReference(Serde<T> serde, @Nullable T value, ByteWriter out) {
        out.writeBoolean(value != null);
        if (value != null) {
            serde.write(value, out);
        }
    }

    static <T> @Nullable T referenceFrom(Serde<T> serde, ByteReader in) {
        return in.readBoolean() ? serde.read(in) : null;
    }

    /**
     * A byte for a record without components: nothing may take no space, or a count could not be checked against the
     * data.
     */
    static void writeNothing(@SuppressWarnings("unused") Object value, ByteWriter out) {
        out.writeByte(0);
    }

    static void readNothing(ByteReader in) {
        int value = in.readByte();
        if (value != 0) {
            throw new CorruptDataException("expected a record without components, actual=" + value);
        }
    }

    static void write(@Nullable String value, ByteWriter out) {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeString(value);
        }
    }

    static @Nullable String stringFrom(ByteReader in) {
        return in.readBoolean() ? in.readString() : null;
    }

    static void write(boolean value, ByteWriter out) {
        out.writeBoolean(value);
    }

    static boolean booleanFrom(ByteReader in) {
        return in.readBoolean();
    }

    static void write(byte value, ByteWriter out) {
        out.writeByte(value);
    }

    static byte byteFrom(ByteReader in) {
        return (byte) in.readByte();
    }

    static void write(short value, ByteWriter out) {
        Scalars.writeShort(value, out);
    }

    static short shortFrom(ByteReader in) {
        return (short) Scalars.readShort(in);
    }

    static void write(char value, ByteWriter out) {
        Scalars.writeShort(value, out);
    }

    static char charFrom(ByteReader in) {
        return (char) Scalars.readShort(in);
    }

    static void write(int value, ByteWriter out) {
        out.writeInt(value);
    }

    static int intFrom(ByteReader in) {
        return in.readInt();
    }

    static void write(long value, ByteWriter out) {
        out.writeLong(value);
    }

    static long longFrom(ByteReader in) {
        return in.readLong();
    }

    static void write(float value, ByteWriter out) {
        Scalars.writeFloat(value, out);
    }

    static float floatFrom(ByteReader in) {
        return Scalars.readFloat(in);
    }

    static void write(double value, ByteWriter out) {
        Scalars.writeDouble(value, out);
    }

    static double doubleFrom(ByteReader in) {
        return Scalars.readDouble(in);
    }
}
