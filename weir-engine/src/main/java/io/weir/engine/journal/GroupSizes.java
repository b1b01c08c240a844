package io.weir.engine.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns how much each key group's deltas take, and cuts the groups into ranges that fit in memory.
 *
 * <p>Threading: confined to one thread.
 */
final class GroupSizes implements SegmentVisitor {

    private final Map<StateGroup, Long> sizes = new TreeMap<>();
    private long total;

    @Override
    public void state(StateRecord record) {
        for (EntryBlock block : record.blocks()) {
            StateGroup group = new StateGroup(record.stage(), record.state(), block.keyGroup());
            sizes.merge(group, (long) block.size(), Long::sum);
            total += block.size();
        }
    }

    /** Returns the size of all deltas in bytes. */
    long total() {
        return total;
    }

    /** Returns ranges, in order, each of about {@code sizeMax} bytes or of one group; none if there are no deltas. */
    List<Range> ranges(long sizeMax) {
        List<Range> ranges = new ArrayList<>();
        StateGroup first = null;
        StateGroup last = null;
        long size = 0;
        for (Map.Entry<StateGroup, Long> entry : sizes.entrySet()) {
            if (first != null && last != null && size + entry.getValue() > sizeMax) {
                ranges.add(new Range(first, last));
                first = null;
                size = 0;
            }
            first = first == null ? entry.getKey() : first;
            last = entry.getKey();
            size += entry.getValue();
        }
        if (first != null && last != null) {
            ranges.add(new Range(first, last));
        }
        return ranges;
    }

    /** The groups from {@code first} to {@code last}, both included. */
    record Range(StateGroup first, StateGroup last) {

        boolean contains(StateGroup group) {
            return first.compareTo(group) <= 0 && group.compareTo(last) <= 0;
        }
    }
}
