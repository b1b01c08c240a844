package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
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
        long recordKey = key.applyAsLong(value);
        int slot = table.slotOf(recordKey, KeyGroups.hash(recordKey));
        int at = table.valueAt(slot);
        Object before = table.isAbsent(slot) ? initial : layout.read(table.cells(), at);
        Object after = before == null
                ? value
                : Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
        table.changing(slot);
        try {
            layout.write(after, table.cells(), at);
        } catch (ClassCastException e) {
            throw state.mixed(Operators.AGGREGATE_STATE, e);
        }
        next.accept(after, timestamp);
    }

    @Override
    public List<StateCapture> capture() {
        return state.capture();
    }
}
