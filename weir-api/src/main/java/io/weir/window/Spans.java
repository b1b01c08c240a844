package io.weir.window;

/** Where spans of time begin, and what is required of them. */
final class Spans {

    private Spans() {}

    /** Returns the beginning of the span that a timestamp is in. */
    static long startOf(long timestamp, long sizeMillis, long offsetMillis) {
        return timestamp - Math.floorMod(timestamp - offsetMillis, sizeMillis);
    }

    static void requirePositive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("must be at least 1: " + what + "=" + value);
        }
    }

    static void requireOffset(long offsetMillis, long sizeMillis) {
        if (Math.abs(offsetMillis) >= sizeMillis) {
            throw new IllegalArgumentException("an offset must be less than what repeats: offsetMillis=" + offsetMillis
                    + ", every " + sizeMillis + " ms");
        }
    }
}
