package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.LongTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.Table;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Folds each key's records into an accumulator and emits it after each; keys are primitive longs. */
final class LongAggregateOperator implements Operator, Fetching {

    private final ToLongFunction<Object> key;
    private final StageState state;
    private final LongTable table;
    private final @Nullable Object initial;
    private final BiFunction<Object, Object, Object> add;
    private final Output next;

    /** @param initial null to begin with the key's first record */
    LongAggregateOperator(
            ToLongFunction<Object> key,
            StageState state,
            LongTable table,
            @Nullable Object initial,
            BiFunction<Object, Object, Object> add,
            Output next) {
        this.key = key;
        this.state = state;
        this.table = table;
        this.initial = initial;
        this.add = add;
        this.next = next;
    }

    @Override
    public void accept(Object value, long timestamp) {
        long recordKey = key.applyAsLong(value);
        int slot = table.slotOf(recordKey, KeyGroups.hash(recordKey));
        Object before = table.value(slot);
        if (before == Table.ABSENT) {
            before = initial;
        }
        Object after = before == null
                ? value
                : Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
        table.set(slot, after);
        next.accept(after, timestamp);
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
