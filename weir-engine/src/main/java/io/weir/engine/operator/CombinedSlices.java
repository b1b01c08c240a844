package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.Table;
import io.weir.time.Timestamps;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * The slices of what a subtask has combined and not sent yet. Which records are late, and which windows end, is for the stage behind the exchange to say.
 *
 * <p>Threading: confined to one task.
 */
final class CombinedSlices implements Slices {

    private final String stage;
    private final SlicePlan plan;
    private final BinaryOperator<Object> merge;
    private final Supplier<Table> maker;

    /** By their ends. */
    private final TreeMap<Long, Table> slices = new TreeMap<>();

    private long from = Timestamps.MAX;
    private long to;

    /** @param stage behind the exchange, for errors */
    CombinedSlices(String stage, SlicePlan plan, BinaryOperator<Object> merge, Supplier<Table> maker) {
        this.stage = stage;
        this.plan = plan;
        this.merge = merge;
        this.maker = maker;
    }

    /** Returns whether a watermark says that no more records are expected for a window that has one of the slices. */
    boolean isDue(long watermark) {
        return !slices.isEmpty() && plan.firstWindow(slices.firstKey()) - 1 <= watermark;
    }

    /** Returns about how many keys there are, each slice's by themselves. */
    int keyCount() {
        int count = 0;
        for (Table table : slices.values()) {
            count += table.takenCount();
        }
        return count;
    }

    /** Sends everything to the owners of the keys, by consumer for each key group, and forgets it. */
    void send(Outlet outlet, int[] owners) {
        for (Map.Entry<Long, Table> slice : slices.entrySet()) {
            Table table = slice.getValue();
            for (int slot = table.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = table.nextSlot(slot)) {
                int hash = table.hash(slot);
                Combined combined = new Combined(table.key(slot), hash, table.value(slot));
                outlet.send(owners[KeyGroups.groupOf(hash)], combined, slice.getKey() - 1);
            }
        }
        slices.clear();
        from = Timestamps.MAX;
    }

    @Override
    public Table enter(long timestamp, int keyGroup) {
        if (timestamp == Timestamps.NONE) {
            throw LateRecords.noTimestamp(stage);
        }
        to = plan.sliceOf(timestamp);
        from = to - plan.sliceMillis();
        return slices.computeIfAbsent(to, end -> maker.get());
    }

    /** No record is late here. */
    @Override
    public void miss(Object value, long timestamp) {}

    @Override
    public long from() {
        return from;
    }

    @Override
    public long to() {
        return to;
    }

    @Override
    public boolean isAmended() {
        return false;
    }

    @Override
    public void amend(KeyContext key) {}

    @Override
    public Object merge(Object older, Object newer) {
        return merge.apply(older, newer);
    }

    @Override
    public void advance(long watermark) {}

    @Override
    public long firedCount() {
        return 0;
    }
}
