package io.weir.engine.operator;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.state.ObjectTable;
import io.weir.engine.state.StageState;
import io.weir.engine.state.Table;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Removes duplicates; keys are objects. */
final class ObjectDeduplicatingOperator extends DeduplicatingOperator {

    private final Function<Object, Object> key;
    private final KeyHasher hasher = new KeyHasher();
    private @Nullable ObjectTable before;
    private ObjectTable current;
    private @Nullable ObjectTable after;

    /** @param empty for no slice */
    ObjectDeduplicatingOperator(
            Function<Object, Object> key,
            StageState state,
            PassedTimes passed,
            LateRecords late,
            Output next,
            ObjectTable empty) {
        super(state, passed, late, next);
        this.key = key;
        this.current = empty;
    }

    @Override
    public void accept(Object value, long timestamp) {
        Object recordKey = Objects.requireNonNull(key.apply(value), "a record's key is null");
        int hash = hasher.hash(recordKey);
        long time = passed.timeOf(timestamp);
        if (passed.isLate(time, hash)) {
            late.take(value, timestamp);
            return;
        }
        if (time < from || time >= to) {
            enter(time);
        }
        if (isClose(current, recordKey, hash, time)
                || isClose(before, recordKey, hash, time)
                || isClose(after, recordKey, hash, time)) {
            return;
        }
        current.set(current.slotOf(recordKey, hash), time);
        next.accept(value, timestamp);
    }

    private boolean isClose(@Nullable ObjectTable table, Object recordKey, int hash, long time) {
        if (table == null) {
            return false;
        }
        int slot = table.find(recordKey, hash);
        return slot != Table.NO_SLOT
                && table.value(slot) instanceof Long passedAt
                && Math.abs(time - passedAt) < passed.horizonMillis();
    }

    @Override
    void enter(@Nullable Table newBefore, Table newCurrent, @Nullable Table newAfter) {
        before = (ObjectTable) newBefore;
        current = (ObjectTable) newCurrent;
        after = (ObjectTable) newAfter;
    }
}
