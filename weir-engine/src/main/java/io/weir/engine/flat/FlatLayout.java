package io.weir.engine.flat;

import org.jspecify.annotations.Nullable;

/**
 * How values of one class lie in an array of longs, a word for each component, so that a table of them has no objects: a record of primitives, or a boxed
 * primitive. Reading makes a value that equals the one that was written; the JIT removes it where it is not kept.
 *
 * <p>Threading: Immutable.
 */
public interface FlatLayout {

    /** Returns how many longs a value takes. */
    int words();

    /** Returns what writes and reads the words as bytes. */
    FlatCodec codec();

    /** Makes the value that lies at an index. */
    Object read(long[] from, int at);

    /**
     * Lays a value down at an index.
     *
     * @throws ClassCastException if the value is of another class
     */
    void write(Object value, long[] to, int at);

    /** Returns the layout of a class; null if its values need objects. */
    static @Nullable FlatLayout of(Class<?> type) {
        return FlatHandles.LAYOUTS.get(type).layout();
    }
}
