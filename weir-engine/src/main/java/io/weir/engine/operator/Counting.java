package io.weir.engine.operator;

/**
 * Counts the records that pass.
 *
 * <p>Threading: confined to one task.
 */
public interface Counting {

    /** Returns how many records have passed. */
    long count();
}
