package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.state.FlatLayout;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Adds records up in windows that are made up of slices; keys are primitive longs, and accumulators have a layout. */
final class FlatWindowOperator extends SlicedOperator {

    private final ToLongFunction<Object> key;

    private final @Nullable Object initial;
    private final BiFunction<Object, Object, Object> add;
    private final FlatLayout layout;

    /** Of the slice entered last. */
    private FlatTable table;

    /**
     * @param initial null to begin with a key's first record
     * @param table empty, for no slice
     */
    FlatWindowOperator(
            ToLongFunction<Object> key,
            StageState state,
            Slices windows,
            @Nullable Object initial,
            BiFunction<Object, Object, Object> add,
            FlatTable table) {
        super(state, windows);
        this.key = key;
        this.initial = initial;
        this.add = add;
        this.table = table;
        this.layout = table.layout();
    }

    @Override
    public void accept(Object value, long timestamp) {
        long recordKey = key.applyAsLong(value);
        int hash = KeyGroups.hash(recordKey);
        if ((timestamp < from || timestamp >= to) && !enter(value, timestamp, hash)) {
            return;
        }
        FlatTable current = table;
        int slot = current.slotOf(recordKey, hash);
        int at = current.valueAt(slot);
        Object before = current.isAbsent(slot) ? initial : layout.read(current.cells(), at);
        Object after = before == null
                ? value
                : Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
        current.changing(slot);
        try {
            layout.write(after, current.cells(), at);
        } catch (ClassCastException e) {
            throw state.mixed(WindowOperators.STATE, e);
        }
        if (amends) {
            amended.set(recordKey, hash);
            windows.amend(amended);
        }
    }

    @Override
    void enter(Table slice) {
        table = (FlatTable) slice;
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
