package io.weir.serde;

/**
 * Arrays of primitives but bytes: a count and the elements.
 *
 * <p>Threading: stateless.
 */
final class PrimitiveArrays {

    static final Serde<boolean[]> BOOLEANS =
            ScalarSerde.mutable("boolean[]", PrimitiveArrays::write, PrimitiveArrays::readBooleans);
    static final Serde<short[]> SHORTS =
            ScalarSerde.mutable("short[]", PrimitiveArrays::write, PrimitiveArrays::readShorts);
    static final Serde<char[]> CHARS =
            ScalarSerde.mutable("char[]", PrimitiveArrays::write, PrimitiveArrays::readChars);
    static final Serde<int[]> INTS = ScalarSerde.mutable("int[]", PrimitiveArrays::write, PrimitiveArrays::readInts);
    static final Serde<long[]> LONGS =
            ScalarSerde.mutable("long[]", PrimitiveArrays::write, PrimitiveArrays::readLongs);
    static final Serde<float[]> FLOATS =
            ScalarSerde.mutable("float[]", PrimitiveArrays::write, PrimitiveArrays::readFloats);
    static final Serde<double[]> DOUBLES =
            ScalarSerde.mutable("double[]", PrimitiveArrays::write, PrimitiveArrays::readDoubles);

    private PrimitiveArrays() {}

    private static void write(boolean[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (boolean value : values) {
            out.writeBoolean(value);
        }
    }

    private static boolean[] readBooleans(ByteReader in) {
        boolean[] values = new boolean[in.readCount(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readBoolean();
        }
        return values;
    }

    private static void write(short[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (short value : values) {
            Scalars.writeShort(value, out);
        }
    }

    private static short[] readShorts(ByteReader in) {
        short[] values = new short[in.readCount(Short.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) Scalars.readShort(in);
        }
        return values;
    }

    private static void write(char[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (char value : values) {
            Scalars.writeShort(value, out);
        }
    }

    private static char[] readChars(ByteReader in) {
        char[] values = new char[in.readCount(Character.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) Scalars.readShort(in);
        }
        return values;
    }

    private static void write(int[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(ByteReader in) {
        int[] values = new int[in.readCount(Integer.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static void write(long[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static long[] readLongs(ByteReader in) {
        long[] values = new long[in.readCount(Long.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    private static void write(float[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (float value : values) {
            Scalars.writeFloat(value, out);
        }
    }

    private static float[] readFloats(ByteReader in) {
        float[] values = new float[in.readCount(Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Scalars.readFloat(in);
        }
        return values;
    }

    private static void write(double[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (double value : values) {
            Scalars.writeDouble(value, out);
        }
    }

    private static double[] readDoubles(ByteReader in) {
        double[] values = new double[in.readCount(Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Scalars.readDouble(in);
        }
        return values;
    }
}
