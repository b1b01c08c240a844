package io.weir.engine.operator;

import io.weir.aggregate.LongFold;
import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.inlining.OutOfLine;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Adds records up in windows that are made up of slices; keys are primitive longs, and accumulators have a layout. */
final class FlatWindowOperator extends SlicedOperator implements Fetching {

    private final ToLongFunction<Object> key;

    private final @Nullable Object initial;
    private final BiFunction<Object, Object, Object> add;
    private final FlatLayout layout;

    /** Does what {@link #add} does where accumulators are whole numbers; null if they are something else. */
    private final @Nullable LongFold<Object> fold;

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
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // what it adds are the records of this stage
    private static @Nullable LongFold<Object> foldOf(BiFunction<Object, Object, Object> add) {
        return (BiFunction) add instanceof LongFold longs ? longs : null;
    }

    /** Short, so that the JIT inlines it whatever it has compiled before. What is rare is not given the record, so that none need be made. */
    @Override
    public void accept(Object value, long timestamp) {
        long recordKey = key.applyAsLong(value);
        if ((timestamp < from || timestamp >= to) && !enter(timestamp, KeyGroups.hash(recordKey), null)) {
            windows.miss(value, timestamp);
            return;
        }
        FlatTable current = table;
        int slot = current.slotOf(recordKey);
        boolean still = current.isStill();
        if (!still && isFirst(slot, null)) {
            begin(slot, value);
        } else {
            long[] cells = current.cells();
            int at = current.valueAt(slot);
            if (fold != null) {
                cells[at] = fold.fold(cells[at], value);
            } else {
                put(sum(layout.read(cells, at), value), cells, at);
            }
            if (still) {
                current.changedStill(slot);
            } else {
                changed(slot, null);
            }
        }
        if (amends) {
            amend(recordKey, null);
        }
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

    private void begin(int slot, Object value) {
        put(value, table.cells(), table.valueAt(slot));
        changed(slot, null);
    }

    void changed(int slot, @Nullable OutOfLine rare) {
        table.changed(slot);
    }

    void amend(long recordKey, @Nullable OutOfLine rare) {
        amended.set(recordKey, KeyGroups.hash(recordKey));
        windows.amend(amended);
    }

    private Object sum(Object before, Object value) {
        return Objects.requireNonNull(add.apply(before, value), "an aggregate function returned null");
    }

    private void put(Object after, long[] cells, int at) {
        try {
            layout.write(after, cells, at);
        } catch (ClassCastException e) {
            throw state.mixed(WindowOperators.STATE, e);
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
