package io.weir.graph;

/**
 * Takes the records that a function emits; each gets the timestamp of the record being processed.
 *
 * <p>Threading: confined to the call that it was passed to.
 */
@FunctionalInterface
public interface Collector<T> {

    /** Emits a record; it must not be changed afterwards. */
    void collect(T value);
}
