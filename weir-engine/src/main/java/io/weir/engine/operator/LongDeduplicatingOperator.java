package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.state.FlatTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Removes duplicates; keys are primitive longs. */
final class LongDeduplicatingOperator extends DeduplicatingOperator implements Fetching {

    private final ToLongFunction<Object> key;
    private @Nullable FlatTable before;
    private FlatTable current;
    private @Nullable FlatTable after;

    /** @param empty for no slice */
    LongDeduplicatingOperator(
            ToLongFunction<Object> key,
            StageState state,
            PassedTimes passed,
            LateRecords late,
            Output next,
            FlatTable empty) {
        super(state, passed, late, next);
        this.key = key;
        this.current = empty;
    }

    @Override
    public void accept(Object value, long timestamp) {
        long recordKey = key.applyAsLong(value);
        int hash = KeyGroups.hash(recordKey);
        long time = passed.timeOf(timestamp);
        if (passed.isLate(time, hash)) {
            late.take(value, timestamp);
            return;
        }
        if (time < from || time >= to) {
            enter(time);
        }
        if (isClose(current, recordKey, time) || isClose(before, recordKey, time) || isClose(after, recordKey, time)) {
            return;
        }
        FlatTable table = current;
        int slot = table.slotOf(recordKey);
        table.changing(slot);
        table.cells()[table.valueAt(slot)] = time;
        next.accept(value, timestamp);
    }

    /** Most records are of the slice entered last. */
    @Override
    public void fetch(long[] keys, int count) {
        current.fetch(keys, count);
    }

    @Override
    public boolean isLarge() {
        return current.isLarge();
    }

    private boolean isClose(@Nullable FlatTable table, long recordKey, long time) {
        if (table == null) {
            return false;
        }
        int slot = table.find(recordKey);
        return slot != Table.NO_SLOT
                && !table.isAbsent(slot)
                && Math.abs(time - table.cells()[table.valueAt(slot)]) < passed.horizonMillis();
    }

    @Override
    void enter(@Nullable Table newBefore, Table newCurrent, @Nullable Table newAfter) {
        before = (FlatTable) newBefore;
        current = (FlatTable) newCurrent;
        after = (FlatTable) newAfter;
    }
}
