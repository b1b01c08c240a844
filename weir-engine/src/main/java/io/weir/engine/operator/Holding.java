package io.weir.engine.operator;

import io.weir.engine.exchange.InFlight;
import io.weir.engine.item.Control;
import org.jspecify.annotations.Nullable;

/**
 * The first operator of a chain, if it lets records and control events out later than they come in. It is an {@link Operator} too.
 *
 * <p>Threading: confined to one task.
 */
public interface Holding {

    /** Returns whether it may be given more. A batch that it has room for only in part is given to it whole. */
    boolean takes();

    /** Returns whether it holds nothing. */
    boolean isEmpty();

    /** Takes a control event, but no barrier: those pass what is held. */
    void hold(Control control);

    /** Returns whether {@link #work} has something to do now. */
    boolean isDue();

    /** Returns how many milliseconds it is until {@link #isDue} holds if nothing comes before; {@link Long#MAX_VALUE} for never. */
    long untilDueMillis();

    /** Does a bounded part of what is due: what is emitted goes to the operators behind. */
    void work();

    /** Takes the next control event that nothing is before any more; null if there is none. */
    @Nullable Control released();

    /** Returns the name of its stage. */
    String stage();

    /** Returns the index of its subtask. */
    int subtask();

    /** Returns the records whose results have not gone out, in the order in which they came in. */
    InFlight inFlight();
}
