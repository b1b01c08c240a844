package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.LongTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Adds records up in windows that are made up of slices; keys are primitive longs. */
final class LongWindowOperator extends SlicedOperator implements Fetching {

    private final ToLongFunction<Object> key;

    private final @Nullable Object initial;
    private final BiFunction<Object, Object, Object> add;

    /** Of the slice entered last. */
    private LongTable table;

    /**
     * @param initial null to begin with a key's first record
     * @param table empty, for no slice
     */
    LongWindowOperator(
            ToLongFunction<Object> key,
            StageState state,
            Slices windows,
            @Nullable Object initial,
            BiFunction<Object, Object, Object> add,
            LongTable table) {
        super(state, windows);
        this.key = key;
        this.initial = initial;
        this.add = add;
        this.table = table;
    }

    @Override
    public void accept(Object value, long timestamp) {
        long recordKey = key.applyAsLong(value);
        int hash = KeyGroups.hash(recordKey);
        if ((timestamp < from || timestamp >= to) && !enter(timestamp, hash, null)) {
            windows.miss(value, timestamp);
            return;
        }
        LongTable current = table;
        int slot = current.slotOf(recordKey, hash);
        Object before = current.value(slot);
        if (before == Table.ABSENT) {
            before = initial;
        }
        Object after = before == null
                ? value
                : Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
        current.set(slot, after);
        if (amends) {
            amended.set(recordKey, hash);
            windows.amend(amended);
        }
    }

    /** Most records are of the slice entered last. */
    @Override
    public void fetch(long[] keys, int count) {
        table.fetch(keys, count);
    }

    @Override
    public boolean isLarge() {
        return table.isLarge();
    }

    @Override
    void enter(Table slice) {
        table = (LongTable) slice;
    }

    @Override
    Table entered() {
        return table;
    }

    @Override
    void set(KeyContext key, Combined part) {
        key.set((long) part.key(), part.hash());
    }
}
