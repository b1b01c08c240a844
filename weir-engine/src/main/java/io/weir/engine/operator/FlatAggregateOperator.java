package io.weir.engine.operator;

import io.weir.engine.state.FlatLayout;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Folds each key's records into an accumulator and emits it after each; keys are primitive longs, and accumulators have a layout. */
final class FlatAggregateOperator implements Operator {

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

    @Override
    public void accept(Object value, long timestamp) {
        int slot = table.slotOf(key.applyAsLong(value));
        if (table.isAbsent(slot)) {
            begin(slot, value, timestamp);
            return;
        }
        Object after = sum(layout.read(table.cells(), table.valueAt(slot)), value);
        table.changingPresent(slot);
        put(slot, after);
        next.accept(after, timestamp);
    }

    /** Not one with the path of the other records: the JIT removes an accumulator that is read only if it comes from nowhere else. */
    private void begin(int slot, Object value, long timestamp) {
        Object after = initial == null ? value : sum(initial, value);
        table.changing(slot);
        put(slot, after);
        next.accept(after, timestamp);
    }

    private Object sum(Object before, Object value) {
        return Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
    }

    private void put(int slot, Object after) {
        try {
            layout.write(after, table.cells(), table.valueAt(slot));
        } catch (ClassCastException e) {
            throw state.mixed(Operators.AGGREGATE_STATE, e);
        }
    }

    @Override
    public List<StateCapture> capture() {
        return state.capture();
    }
}
