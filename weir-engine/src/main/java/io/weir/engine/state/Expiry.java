package io.weir.engine.state;

import io.weir.state.TimeToLive;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says which values of one state are over, and takes them out of its table bit by bit: each use of the state looks at a few slots, whosever they are, until all
 * have been looked at; then it rests for a part of the time to live.
 *
 * <p>Threading: confined to one task.
 */
final class Expiry {

    private static final int SLOTS_PER_USE = 4;

    /** Each slot is looked at so often within a time to live. */
    private static final int ROUNDS_PER_LIFE = 4;

    private final ReferenceTable table;
    private final TimeToLive timeToLive;
    private final LongSupplier clockMillis;
    private long nowMillis;
    private int nextSlot;
    private long restsUntilMillis = Long.MIN_VALUE;
    private final @Nullable StoreSweep storeSweep;

    Expiry(ReferenceTable table, TimeToLive timeToLive, LongSupplier clockMillis) {
        this.table = table;
        this.timeToLive = timeToLive;
        this.clockMillis = clockMillis;
        this.storeSweep = table.spill == null ? null : new StoreSweep(table.spill);
    }

    /** To be called at each use of the state, before the rest. */
    void used() {
        nowMillis = clockMillis.getAsLong();
        if (storeSweep != null) {
            sweep(storeSweep);
            // The table may have become smaller.
            nextSlot &= table.mask;
        }
        if (nowMillis >= restsUntilMillis) {
            for (int i = 0; i < SLOTS_PER_USE; i++) {
                sweep(nextSlot);
                nextSlot = (nextSlot + 1) & table.mask;
                if (nextSlot == 0) {
                    restsUntilMillis = nowMillis + timeToLive.duration().toMillis() / ROUNDS_PER_LIFE;
                    return;
                }
            }
        }
    }

    <V> Expiring<V> live(V value) {
        return new Expiring<>(value, nowMillis + timeToLive.duration().toMillis());
    }

    boolean isOver(Expiring<?> expiring) {
        return expiring.untilMillis() <= nowMillis;
    }

    /** Returns the value, unless there is none or its time is over. */
    <V> @Nullable V valueOf(@Nullable Expiring<V> expiring) {
        return expiring == null || isOver(expiring) ? null : expiring.value();
    }

    /** Returns whether reading a value begins its time anew. It is not worth a place in the next checkpoint if hardly any of its time has passed. */
    boolean isRefreshed(Expiring<?> read) {
        long lifeMillis = timeToLive.duration().toMillis();
        return timeToLive.refresh() == TimeToLive.Refresh.ON_READ_AND_WRITE
                && nowMillis + lifeMillis - read.untilMillis() > lifeMillis / 64;
    }

    /** Brings keys into the table, where what is over is taken out of their values. */
    private void sweep(StoreSweep behind) {
        long restMillis = timeToLive.duration().toMillis() / ROUNDS_PER_LIFE;
        for (byte[] entryKey : behind.used(nowMillis, restMillis)) {
            sweep(Objects.requireNonNull(table.spill).slotOf(table, entryKey));
        }
    }

    private void sweep(int slot) {
        Object value = table.hasValue(slot) ? table.value(slot) : Table.ABSENT;
        if (value instanceof Expiring<?> expiring) {
            if (isOver(expiring)) {
                table.set(slot, Table.ABSENT);
            }
        } else if (value instanceof ListValue list) {
            List<Object> living = new ArrayList<>();
            for (Object element : list) {
                if (!isOver((Expiring<?>) element)) {
                    living.add(element);
                }
            }
            if (living.size() < list.size()) {
                table.setList(slot, list.replacedBy(living));
            }
        } else if (value instanceof MapValue map) {
            if (map.removeIf(entry -> isOver((Expiring<?>) entry))) {
                table.setMap(slot, map);
            }
        }
    }
}
