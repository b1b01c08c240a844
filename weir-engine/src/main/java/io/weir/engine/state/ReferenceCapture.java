package io.weir.engine.state;

import java.util.function.UnaryOperator;

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

    /** Returns the same keys with other values. */
    ReferenceCapture mapValues(UnaryOperator<Object> function) {
        Object[] mapped = new Object[values.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = function.apply(values[i]);
        }
        return new ReferenceCapture(keys, groups, mapped);
    }
}
