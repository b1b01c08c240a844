package io.weir.engine.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes the bytes of keys, eight at a time. */
final class KeyHash {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Odd, with bits all over: from the golden ratio. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private KeyHash() {}

    /** Returns a hash all of whose bits depend on all bytes. */
    static long of(byte[] bytes, int from, int to) {
        int length = to - from;
        long hash = length;
        int position = from;
        for (; position <= to - Long.BYTES; position += Long.BYTES) {
            hash = plus(hash, (long) LONG.get(bytes, position));
        }
        if (position < to) {
            long rest = 0;
            for (; position < to; position++) {
                rest = rest << Byte.SIZE | (bytes[position] & 0xFF);
            }
            hash = plus(hash, rest);
        }
        hash *= FACTOR;
        return hash ^ hash >>> 29;
    }

    /** Goes on with eight bytes. */
    static long plus(long hash, long word) {
        long mixed = (hash ^ word) * FACTOR;
        return mixed ^ mixed >>> 32;
    }
}
