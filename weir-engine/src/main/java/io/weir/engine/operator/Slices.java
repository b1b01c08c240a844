package io.weir.engine.operator;

import io.weir.engine.state.KeyContext;
import io.weir.engine.state.Table;
import io.weir.time.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * The slices of time that an operator adds records to. It enters one, and goes on with its table for as long as records belong to it.
 *
 * <p>Threading: confined to one task.
 */
interface Slices {

    /** Returns the entries of the slice that a record belongs to; null if it belongs to none, or to none any more. */
    @Nullable Table enter(long timestamp, int keyGroup);

    /** Deals with a record for which {@link #enter} has just returned null. */
    void miss(Object value, long timestamp);

    /** Returns the first timestamp of the slice entered last; {@link Timestamps#MAX} if the next record must be looked at by itself. */
    long from();

    /** Returns the first timestamp behind the slice entered last. */
    long to();

    /** Returns whether a record in the slice entered last changes a result that was emitted. */
    boolean isAmended();

    /** Emits the changed results of a key that a record was added to. */
    void amend(KeyContext key);

    /** Merges two accumulators, of which the first is older. */
    Object merge(Object older, Object newer);

    /** Lets go what a watermark has ended. */
    void advance(long watermark);

    /** See {@link Operator#firedCount}. */
    long firedCount();
}
