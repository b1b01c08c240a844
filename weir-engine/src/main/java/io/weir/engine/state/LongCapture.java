package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;

/**
 * Changed entries of a {@link LongTable}: keys as they are, values by reference.
 *
 * <p>Threading: Immutable, as far as the values are.
 */
final class LongCapture extends TableCapture {

    private final long[] keys;
    private final Object[] values;

    /** The arrays are in step, and not copied. */
    LongCapture(long[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    @Override
    int count() {
        return keys.length;
    }

    @Override
    void writeKey(int index, Serde<Object> keySerde, ByteWriter out) {
        out.writeLong(keys[index]);
    }

    @Override
    int keyGroup(int index) {
        return KeyGroups.groupOf(KeyGroups.hash(keys[index]));
    }

    @Override
    long fetch(int from, int to) {
        return fetch(values, from, to);
    }

    @Override
    Object value(int index) {
        return values[index];
    }
}
