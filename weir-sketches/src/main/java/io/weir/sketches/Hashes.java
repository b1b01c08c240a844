package io.weir.sketches;

import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;

/**
 * Hashes of 64 bits that are the same in every run and on every machine.
 *
 * <p>Threading: Immutable.
 */
final class Hashes<V> {

    private final Serde<V> serde;

    Hashes(Class<V> type) {
        serde = Serdes.of(type);
    }

    /** Returns the hash of a value, by the bytes that the codec writes. */
    long of(V value) {
        if (value instanceof String text) {
            return ofText(text);
        }
        ByteWriter out = new ByteWriter();
        serde.write(value, out);
        byte[] bytes = out.array();
        long hash = of(out.size());
        long word = 0;
        for (int i = 0; i < out.size(); i++) {
            word = word << Byte.SIZE | bytes[i] & 0xFFL;
            if (i % Long.BYTES == Long.BYTES - 1) {
                hash = of(hash ^ word);
                word = 0;
            }
        }
        return of(hash ^ word);
    }

    private static long ofText(String text) {
        long hash = of(text.length());
        long word = 0;
        for (int i = 0; i < text.length(); i++) {
            word = word << Character.SIZE | text.charAt(i);
            if (i % 4 == 3) {
                hash = of(hash ^ word);
                word = 0;
            }
        }
        return of(hash ^ word);
    }

    /** The finalizer of SplitMix64, a bijection (Stafford's variant 13). */
    static long of(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
