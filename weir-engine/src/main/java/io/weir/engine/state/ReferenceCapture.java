package io.weir.engine.state;

import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;

/**
 * Changed entries of an {@link ObjectTable}, taken by reference.
 *
 * <p>Threading: Immutable, as far as the keys and values are.
 */
final class ReferenceCapture extends TableCapture {

    private final Object[] keys;
    private final byte[] groups;
    private final Object[] values;

    /** The arrays are in step, and not copied. */
    ReferenceCapture(Object[] keys, byte[] groups, Object[] values) {
        this.keys = keys;
        this.groups = groups;
        this.values = values;
    }

    @Override
    int count() {
        return keys.length;
    }

    @Override
    void writeKey(int index, Serde<Object> keySerde, ByteWriter out) {
        keySerde.write(keys[index], out);
    }

    @Override
    int keyGroup(int index) {
        return groups[index];
    }

    @Override
    long fetch(int from, int to) {
        return fetch(keys, from, to) + fetch(values, from, to);
    }

    @Override
    Object value(int index) {
        return values[index];
    }
}
