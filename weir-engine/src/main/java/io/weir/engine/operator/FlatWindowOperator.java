package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.state.FlatLayout;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.Table;
import io.weir.time.Timestamps;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Adds records up in windows that are made up of slices; keys are primitive longs, and accumulators have a layout. */
final class FlatWindowOperator implements Operator {

    private final ToLongFunction<Object> key;

    private final StageState state;
    private final SliceWindows windows;
    private final @Nullable Object initial;
    private final BiFunction<Object, Object, Object> add;
    private final FlatLayout layout;
    private final KeyContext amended = new KeyContext();

    /** Where the records of the slice go whose timestamps are from {@code from} to before {@code to}. */
    private FlatTable table;

    private long from = Timestamps.MAX;
    private long to;
    private boolean amends;

    /**
     * @param initial null to begin with a key's first record
     * @param table empty, for no slice
     */
    FlatWindowOperator(
            ToLongFunction<Object> key,
            StageState state,
            SliceWindows windows,
            @Nullable Object initial,
            BiFunction<Object, Object, Object> add,
            FlatTable table) {
        this.key = key;
        this.state = state;
        this.windows = windows;
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

    private boolean enter(Object value, long timestamp, int hash) {
        Table found = windows.enter(value, timestamp, KeyGroups.groupOf(hash));
        if (found == null) {
            return false;
        }
        table = (FlatTable) found;
        from = windows.from();
        to = windows.to();
        amends = windows.isAmended();
        return true;
    }

    @Override
    public boolean watermark(long timestamp) {
        windows.advance(timestamp);
        from = Timestamps.MAX;
        return true;
    }

    @Override
    public long firedCount() {
        return windows.firedCount();
    }

    @Override
    public List<StateCapture> capture() {
        return state.capture();
    }
}
