package io.weir.engine.operator;

import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.Table;
import org.jspecify.annotations.Nullable;

/**
 * Makes the output of windows, and sends it on.
 *
 * <p>Threading: confined to one task.
 */
interface WindowResults {

    /**
     * Emits the result of each key.
     *
     * @param table from keys to accumulators
     * @param end the first timestamp behind the window
     * @param except leaves out the keys of groups that have had the result; null if there are none
     */
    void emit(Table table, long start, long end, @Nullable GroupTimes except);

    /** Emits the result of one key. */
    void emit(Object key, Object accumulator, long start, long end);

    /** Merges the accumulators of one table into another of the same kind, behind those that are there. */
    void merge(Table from, Table into);

    /** Merges two accumulators, of which the first is older. */
    Object merge(Object older, Object newer);
}
