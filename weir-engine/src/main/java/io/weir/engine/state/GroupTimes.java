package io.weir.engine.state;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.time.TimeDomain;
import io.weir.time.Timestamps;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a stage's time had come for each key group, by default event time, and what class keys are of. After a restore a watermark may be behind what it was; but what was late stays late, or a window that has had its
 * result would have another, and so each group goes on from the time that its subtask had at the barrier, whichever subtask has the group now. The class is needed because
 * windows end although no key may come any more.
 *
 * <p>Threading: confined to one task.
 */
public final class GroupTimes {

    private static final String EVENT_TIME = "event-time";
    private static final String PROCESSING_TIME = "processing-time";

    /** Stands in the place of a group for what is of all of them. */
    private static final int NO_GROUP = -1;

    private static final Serde<Integer> KEYS = Serdes.ints();
    private static final Serde<Entry> ENTRIES = Serdes.of(Entry.class);

    private final String stage;

    /** The name under which checkpoints hold it. */
    private final String state;

    private final StageState.Subtask subtask;
    private final KeyType keyType;

    /** What each group was restored with, and that of no group that is not here. */
    private final long[] restored = new long[KeyGroups.COUNT];

    private long restoredMax = Timestamps.NONE;
    private long time = Timestamps.NONE;
    private long captured = Timestamps.NONE;
    private boolean keyTypeStored;

    /** @param keyType the class of keys; null in the entries of groups */
    private record Entry(long watermark, @Nullable String keyType) {}

    GroupTimes(String stage, TimeDomain domain, StageState.Subtask subtask, KeyType keyType) {
        this.stage = stage;
        this.state = domain == TimeDomain.EVENT_TIME ? EVENT_TIME : PROCESSING_TIME;
        this.subtask = subtask;
        this.keyType = keyType;
        Arrays.fill(restored, Timestamps.NONE);
    }

    String state() {
        return state;
    }

    /** Returns the latest time that a group here was restored with; from then on all have the same. */
    public long restoredMax() {
        return restoredMax;
    }

    /** Returns the time that a group was restored with: what ended by then has had its result. */
    public long restored(int keyGroup) {
        return restored[keyGroup];
    }

    /** Returns how far event time has come for a group, which may be further than the watermark. */
    public long of(int keyGroup) {
        return Math.max(time, restored[keyGroup]);
    }

    /** Moves the time of all groups. */
    public void advance(long watermark) {
        time = Math.max(time, watermark);
    }

    /** Takes what changed since the last call, or all; null if there is nothing. */
    @Nullable StateDelta capture(CaptureScope scope) {
        boolean all = scope == CaptureScope.ALL;
        boolean withKeyType = (all || !keyTypeStored) && keyType.className() != null;
        boolean withTimes = all || time != captured;
        if (!withTimes && !withKeyType) {
            return null;
        }
        GroupBlocks blocks = new GroupBlocks();
        EntryScratch entry = new EntryScratch();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            if (subtask.owns(group)) {
                if (withKeyType) {
                    write(NO_GROUP, new Entry(Timestamps.NONE, keyType.className()), entry, blocks, group);
                    withKeyType = false;
                    keyTypeStored = true;
                }
                if (withTimes) {
                    write(group, new Entry(of(group), null), entry, blocks, group);
                }
            }
        }
        captured = time;
        return new StateDelta(stage, state, schema(), blocks.finished());
    }

    private static void write(int key, Entry value, EntryScratch entry, GroupBlocks blocks, int group) {
        entry.begin();
        KEYS.write(key, entry.key);
        ENTRIES.write(value, entry.value);
        entry.end(true, blocks.one(group));
    }

    private static String schema() {
        return StateSchemas.ofKey(KEYS) + "value=" + ENTRIES.schema();
    }

    /** Restores the times of the groups that are here, and the class of keys, whichever subtask has told it. */
    void restore(RestoredStates from, ClassLoader loader) {
        from.read(stage, state, group -> true, (schema, keyGroup, entryCount, in) -> {
            StoredEntry entry = new StoredEntry(in);
            for (int i = 0; i < entryCount; i++) {
                entry.next();
                int group = KEYS.read(entry.key());
                Entry value = ENTRIES.read(Objects.requireNonNull(entry.value()));
                if (group == NO_GROUP) {
                    keyType.restore(Objects.requireNonNull(value.keyType()), loader);
                } else if (subtask.owns(group)) {
                    restored[group] = value.watermark();
                    restoredMax = Math.max(restoredMax, value.watermark());
                }
            }
        });
    }
}
