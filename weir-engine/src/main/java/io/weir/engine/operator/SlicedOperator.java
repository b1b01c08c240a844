package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.inlining.OutOfLine;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.Table;
import io.weir.time.Timestamps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What operators of windows that are made up of slices have in common, whatever their keys and accumulators are: all but what is done for each record.
 *
 * <p>Threading: confined to one task.
 */
abstract class SlicedOperator implements Operator {

    final StageState state;
    final Slices windows;
    final KeyContext amended = new KeyContext();

    /** Records go into the slice entered last whose timestamps are from this to before {@code to}. */
    long from = Timestamps.MAX;

    long to;

    /** Whether a record in the slice entered last changes a result that was emitted. */
    boolean amends;

    SlicedOperator(StageState state, Slices windows) {
        this.state = state;
        this.windows = windows;
    }

    /** Takes the entries of the slice that has been entered. */
    abstract void enter(Table slice);

    /** Returns the entries of the slice entered last. */
    abstract Table entered();

    /** Sets a key as the tables of the operator have them. */
    abstract void set(KeyContext key, Combined part);

    /** Adds what records of a slice were combined to before the exchange. */
    final void merge(Combined part, long timestamp) {
        if ((timestamp < from || timestamp >= to) && !enter(timestamp, part.hash(), null)) {
            windows.miss(part, timestamp);
            return;
        }
        set(amended, part);
        Table table = entered();
        int slot = table.slotOf(amended);
        Object before = table.value(slot);
        try {
            table.set(slot, before == Table.ABSENT ? part.accumulator() : windows.merge(before, part.accumulator()));
        } catch (ClassCastException e) {
            throw state.mixed(WindowOperators.STATE, e);
        }
        if (amends) {
            windows.amend(amended);
        }
    }

    /** Looks at the next record by itself: the slice entered last is not there any more. */
    final void leave() {
        from = Timestamps.MAX;
    }

    /**
     * Enters the slice of a record; returns false if the record is late, or in no window, and is to be given to {@link Slices#miss}. The record itself is no parameter: the JIT makes
     * none if it is handed to nothing that is not inlined.
     */
    final boolean enter(long timestamp, int hash, @Nullable OutOfLine rare) {
        Table found = windows.enter(timestamp, KeyGroups.groupOf(hash));
        if (found == null) {
            return false;
        }
        enter(found);
        from = windows.from();
        to = windows.to();
        amends = windows.isAmended();
        return true;
    }

    @Override
    public final boolean watermark(long timestamp) {
        windows.advance(timestamp);
        leave();
        return true;
    }

    @Override
    public final long firedCount() {
        return windows.firedCount();
    }

    @Override
    public final List<StateCapture> capture(CaptureScope scope) {
        return state.capture(scope);
    }
}
