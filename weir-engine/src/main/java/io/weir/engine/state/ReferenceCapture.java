package io.weir.engine.state;

/**
 * Changed entries of a {@link ReferenceTable}, taken by reference.
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
    Object key(int index) {
        return keys[index];
    }

    @Override
    int keyGroup(int index) {
        return groups[index];
    }

    @Override
    Object value(int index) {
        return values[index];
    }
}
