package io.weir.bench;

import java.nio.charset.StandardCharsets;

/**
 * A record of the sinks' workload: about 100 bytes, always the same for the same index.
 *
 * <p>Threading: Immutable.
 *
 * @param id the index
 * @param customer one of {@link #CUSTOMERS}, in a scattered order
 * @param cents an amount
 * @param text hexadecimal digits that do not repeat
 */
record SinkRecord(long id, long customer, long cents, String text) {

    static final int CUSTOMERS = 50_000;

    private static final int TEXT_LENGTH = 76;
    private static final int CENTS_MAX = 100_000;
    private static final int HEX_MASK = 0xF;
    private static final int HEX_BITS = 4;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    static SinkRecord of(long id) {
        return new SinkRecord(id, customerOf(id), centsOf(id), textOf(id));
    }

    static long customerOf(long id) {
        return Long.remainderUnsigned(mixed(id), CUSTOMERS);
    }

    static long centsOf(long id) {
        return Long.remainderUnsigned(mixed(~id), CENTS_MAX);
    }

    /** Returns the record as a line of CSV, of which no field needs quotes. */
    String line() {
        return id + "," + customer + "," + cents + "," + text;
    }

    private static String textOf(long id) {
        byte[] bytes = new byte[TEXT_LENGTH];
        long bits = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            if (i % (Long.SIZE / HEX_BITS) == 0) {
                bits = mixed(id * TEXT_LENGTH + i);
            }
            bytes[i] = DIGITS[(int) bits & HEX_MASK];
            bits >>>= HEX_BITS;
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static long mixed(long value) {
        long x = value * 0x9E3779B97F4A7C15L;
        x ^= x >>> 32;
        x *= 0xD6E8FEB86659FD93L;
        return x ^ (x >>> 32);
    }
}
