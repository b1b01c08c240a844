package io.weir.engine.flat;

/**
 * The steps that {@link FlatHandles} composes, found by their names and types: between the words of an array and the primitives that they stand for.
 *
 * <p>Threading: stateless.
 */
final class FlatWords {

    private FlatWords() {}

    static long get(long[] from, int at, int index) {
        return from[at + index];
    }

    static void put(long word, long[] to, int at, int index) {
        to[at + index] = word;
    }

    static long word(boolean value) {
        return value ? 1 : 0;
    }

    static boolean booleanOf(long word) {
        return word != 0;
    }

    static long word(byte value) {
        return value;
    }

    static byte byteOf(long word) {
        return (byte) word;
    }

    static long word(short value) {
        return value;
    }

    static short shortOf(long word) {
        return (short) word;
    }

    static long word(char value) {
        return value;
    }

    static char charOf(long word) {
        return (char) word;
    }

    static long word(int value) {
        return value;
    }

    static int intOf(long word) {
        return (int) word;
    }

    static long word(long value) {
        return value;
    }

    static long longOf(long word) {
        return word;
    }

    static long word(float value) {
        return Float.floatToRawIntBits(value);
    }

    static float floatOf(long word) {
        return Float.intBitsToFloat((int) word);
    }

    static long word(double value) {
        return Double.doubleToRawLongBits(value);
    }

    static double doubleOf(long word) {
        return Double.longBitsToDouble(word);
    }
}
