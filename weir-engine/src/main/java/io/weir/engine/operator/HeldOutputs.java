package io.weir.engine.operator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds back what a stage emits while one of its records is being processed: it goes on when the call has returned, and nowhere if the call has failed. So a failure behind the stage is never
 * taken for one of the stage itself. Outside of a call everything passes.
 *
 * <p>Threading: confined to one task.
 */
@SuppressWarnings("NullAway") // below the count there are targets and values
final class HeldOutputs {

    private static final int CAPACITY_FIRST = 8;

    private @Nullable Output[] targets = new Output[CAPACITY_FIRST];
    private @Nullable Object[] values = new Object[CAPACITY_FIRST];
    private long[] timestamps = new long[CAPACITY_FIRST];
    private int count;
    private boolean holding;

    /** Returns what the stage is to emit to in the place of an output. */
    Output of(Output target) {
        return (value, timestamp) -> {
            if (holding) {
                add(target, value, timestamp);
            } else {
                target.accept(value, timestamp);
            }
        };
    }

    /** A call begins. */
    void hold() {
        holding = true;
    }

    /** The call has returned: lets go what it has emitted, in order. */
    void release() {
        holding = false;
        for (int i = 0; i < count; i++) {
            targets[i].accept(values[i], timestamps[i]);
        }
        clear();
    }

    /** The call has failed: forgets what it has emitted. */
    void discard() {
        holding = false;
        clear();
    }

    private void add(Output target, Object value, long timestamp) {
        if (count == timestamps.length) {
            targets = Arrays.copyOf(targets, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
            timestamps = Arrays.copyOf(timestamps, 2 * count);
        }
        targets[count] = target;
        values[count] = value;
        timestamps[count] = timestamp;
        count++;
    }

    private void clear() {
        Arrays.fill(values, 0, count, null);
        count = 0;
    }
}
