package io.weir.engine.operator;

import io.weir.aggregate.LongFold;
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

    /** Does what {@link #add} does where accumulators are whole numbers; null if they are something else. */
    private final @Nullable LongFold<Object> fold;

    private final long initialNumber;

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
        this.fold = initial instanceof Long ? foldOf(add) : null;
        this.initialNumber = initial instanceof Long number ? number : 0;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what it adds are the records of this stage
    private static @Nullable LongFold<Object> foldOf(BiFunction<Object, Object, Object> add) {
        return (BiFunction) add instanceof LongFold longs ? longs : null;
    }

    @Override
    public void accept(Object value, long timestamp) {
        long recordKey = key.applyAsLong(value);
        int hash = KeyGroups.hash(recordKey);
        if ((timestamp < from || timestamp >= to) && !enter(value, timestamp, hash)) {
            return;
        }
        FlatTable current = table;
        int slot = current.slotOf(recordKey);
        if (fold != null) {
            boolean begins = current.isAbsent(slot);
            long[] cells = current.cells();
            int at = current.valueAt(slot);
            long after = fold.fold(begins ? initialNumber : cells[at], value);
            if (begins) {
                current.changing(slot);
            } else {
                current.changingPresent(slot);
            }
            cells[at] = after;
        } else if (current.isAbsent(slot)) {
            begin(current, slot, value);
        } else {
            Object after = sum(layout.read(current.cells(), current.valueAt(slot)), value);
            current.changingPresent(slot);
            put(current, slot, after);
        }
        if (amends) {
            amended.set(recordKey, hash);
            windows.amend(amended);
        }
    }

    /** Not one with the path of the other records: the JIT removes an accumulator that is read only if it comes from nowhere else. */
    private void begin(FlatTable current, int slot, Object value) {
        Object after = initial == null ? value : sum(initial, value);
        current.changing(slot);
        put(current, slot, after);
    }

    private Object sum(Object before, Object value) {
        return Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
    }

    private void put(FlatTable current, int slot, Object after) {
        try {
            layout.write(after, current.cells(), current.valueAt(slot));
        } catch (ClassCastException e) {
            throw state.mixed(WindowOperators.STATE, e);
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
