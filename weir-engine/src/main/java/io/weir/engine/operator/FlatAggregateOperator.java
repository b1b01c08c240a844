package io.weir.engine.operator;

import io.weir.engine.flat.FlatLayout;
import io.weir.engine.inlining.OutOfLine;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Folds each key's records into an accumulator and emits it after each; keys are primitive longs, and accumulators have a layout. */
final class FlatAggregateOperator implements Operator, Fetching {

    private final ToLongFunction<Object> key;
    private final StageState state;
    private final FlatTable table;
    private final FlatLayout layout;
    private final @Nullable Object initial;
    private final BiFunction<Object, Object, Object> add;
    private final Output next;

    /** @param initial null to begin with the key's first record */
    FlatAggregateOperator(
            ToLongFunction<Object> key,
            StageState state,
            FlatTable table,
            @Nullable Object initial,
            BiFunction<Object, Object, Object> add,
            Output next) {
        this.key = key;
        this.state = state;
        this.table = table;
        this.layout = table.layout();
        this.initial = initial;
        this.add = add;
        this.next = next;
    }

    /** Short, so that the JIT inlines it whatever it has compiled before. What is rare is not given the record, so that none need be made. */
    @Override
    public void accept(Object value, long timestamp) {
        FlatTable current = table;
        int slot = current.slotOf(key.applyAsLong(value));
        boolean still = current.isStill();
        if (!still && isFirst(slot, null)) {
            begin(slot, value, timestamp);
            return;
        }
        long[] cells = current.cells();
        int at = current.valueAt(slot);
        Object after = sum(layout.read(cells, at), value);
        put(after, cells, at);
        if (still) {
            current.changedStill(slot);
        } else {
            changed(slot, null);
        }
        next.accept(after, timestamp);
    }

    /** Returns whether the next record becomes the accumulator. What others are added to lies in the slot then, which may go on to have no value. */
    boolean isFirst(int slot, @Nullable OutOfLine rare) {
        table.touching(slot);
        boolean absent = table.isAbsent(slot);
        if (absent && initial != null) {
            put(initial, table.cells(), table.valueAt(slot));
        }
        return absent && initial == null;
    }

    void changed(int slot, @Nullable OutOfLine rare) {
        table.changed(slot);
    }

    private void begin(int slot, Object value, long timestamp) {
        put(value, table.cells(), table.valueAt(slot));
        changed(slot, null);
        next.accept(value, timestamp);
    }

    private Object sum(Object before, Object value) {
        return Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
    }

    private void put(Object after, long[] cells, int at) {
        try {
            layout.write(after, cells, at);
        } catch (ClassCastException e) {
            throw state.mixed(Operators.AGGREGATE_STATE, e);
        }
    }

    @Override
    public void fetch(long[] keys, int count) {
        table.fetch(keys, count);
    }

    @Override
    public boolean isLarge() {
        return table.isLarge();
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return state.capture(scope);
    }
}
