package io.weir.engine.journal;

import io.weir.engine.exchange.KeyGroups;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes keys as entries begin with them: with their length. */
final class KeyHash {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Odd, with bits all over: from the golden ratio. */
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    /** A key that is a long, and its length. */
    private static final int LONG_KEY = 1 + Long.BYTES;

    private KeyHash() {}

    /**
     * Returns a hash all of whose bits depend on all bytes; of a key of eight bytes {@link KeyGroups#placeInGroup} of the long that they are, which may be no good as a hash. A {@code FlatTable} that places its keys so
     * hands over the entries of a group in about that order, so where one entry is looked up by the first bits lies beside where the last one was.
     */
    static long of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == LONG_KEY) {
            return KeyGroups.placeInGroup((long) LONG.get(bytes, from + 1));
        }
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

    /** Returns whether a key is one of those of which no two have the same hash, {@link #scattered} or not: they are as long as a long, and each step can be undone. */
    static boolean isDistinct(byte[] bytes, int from, int to) {
        return to - from == LONG_KEY && bytes[from] == Long.BYTES;
    }

    /** Returns a hash that is as good for any keys, of one that may be bad for some. */
    static long scattered(long hash) {
        long h = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
        return h ^ h >>> 32;
    }

    /** Goes on with eight bytes. */
    static long plus(long hash, long word) {
        long mixed = (hash ^ word) * FACTOR;
        return mixed ^ mixed >>> 32;
    }
}
