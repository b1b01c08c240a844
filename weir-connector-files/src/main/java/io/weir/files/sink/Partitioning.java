package io.weir.files.sink;

/**
 * Which directory, below the sink's, a record goes to.
 *
 * <p>Threading: Immutable.
 */
@FunctionalInterface
interface Partitioning<T> {

    /** Makes the function of one subtask. It is confined to one thread at a time, and may remember what it computed last. */
    Partitioner<T> open();

    /** Returns the directory of a record, with {@code /} between parts; empty for the sink's own. */
    @FunctionalInterface
    interface Partitioner<T> {
        String of(T value, long timestamp);
    }
}
