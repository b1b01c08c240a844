package io.weir.serde;

/**
 * How arrays of primitives are laid out: a count and the elements.
 *
 * <p>Threading: stateless.
 */
final class PrimitiveArrays {

    private PrimitiveArrays() {}

    static void write(boolean[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (boolean value : values) {
            out.writeBoolean(value);
        }
    }

    static boolean[] readBooleans(ByteReader in) {
        boolean[] values = new boolean[in.readCount(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readBoolean();
        }
        return values;
    }

    static void write(short[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (short value : values) {
            Scalars.writeShort(value, out);
        }
    }

    static short[] readShorts(ByteReader in) {
        short[] values = new short[in.readCount(Short.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) Scalars.readShort(in);
        }
        return values;
    }

    static void write(char[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (char value : values) {
            Scalars.writeShort(value, out);
        }
    }

    static char[] readChars(ByteReader in) {
        char[] values = new char[in.readCount(Character.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) Scalars.readShort(in);
        }
        return values;
    }

    static void write(int[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    static int[] readInts(ByteReader in) {
        int[] values = new int[in.readCount(Integer.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    static void write(long[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    static long[] readLongs(ByteReader in) {
        long[] values = new long[in.readCount(Long.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    static void write(float[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (float value : values) {
            Scalars.writeFloat(value, out);
        }
    }

    static float[] readFloats(ByteReader in) {
        float[] values = new float[in.readCount(Float.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Scalars.readFloat(in);
        }
        return values;
    }

    static void write(double[] values, ByteWriter out) {
        out.writeVarInt(values.length);
        for (double value : values) {
            Scalars.writeDouble(value, out);
        }
    }

    static double[] readDoubles(ByteReader in) {
        double[] values = new double[in.readCount(Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Scalars.readDouble(in);
        }
        return values;
    }
}
