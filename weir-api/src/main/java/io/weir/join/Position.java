package io.weir.join;

/**
 * Where a record lies among those of its key: by its timestamp, and by a number among those that have the same.
 *
 * <p>Threading: Immutable.
 */
record Position(long timestamp, int number) {}
