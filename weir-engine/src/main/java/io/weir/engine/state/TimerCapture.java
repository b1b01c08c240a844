package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Timers that were added and removed, taken at a barrier.
 *
 * <p>Threading: Immutable once filled, as far as the keys are.
 */
final class TimerCapture extends TableCapture {

    /** Stands for the value of a timer that waits. */
    private static final Object WAITING = new Object();

    private final long[] timestamps;
    private final boolean[] waiting;
    private final long[] primitives;
    private final @Nullable Object[] objects;
    private final byte[] groups;
    private final boolean longKeys;

    TimerCapture(int count, boolean longKeys) {
        this.timestamps = new long[count];
        this.waiting = new boolean[count];
        this.longKeys = longKeys;
        this.primitives = new long[longKeys ? count : 0];
        this.objects = new @Nullable Object[longKeys ? 0 : count];
        this.groups = new byte[longKeys ? 0 : count];
    }

    void set(int at, long key, long timestamp, boolean waits) {
        primitives[at] = key;
        timestamps[at] = timestamp;
        waiting[at] = waits;
    }

    void set(int at, Object key, int group, long timestamp, boolean waits) {
        objects[at] = key;
        groups[at] = (byte) group;
        timestamps[at] = timestamp;
        waiting[at] = waits;
    }

    @Override
    int count() {
        return timestamps.length;
    }

    @Override
    @SuppressWarnings("NullAway") // filled
    void writeKey(int at, Serde<Object> keySerde, ByteWriter out) {
        if (longKeys) {
            out.writeLong(primitives[at]);
        } else {
            keySerde.write(objects[at], out);
        }
        out.writeLong(timestamps[at]);
    }

    @Override
    int keyGroup(int at) {
        return longKeys ? KeyGroups.groupOf(KeyGroups.hash(primitives[at])) : groups[at];
    }

    @Override
    Object value(int at) {
        return waiting[at] ? WAITING : Table.ABSENT;
    }
}
