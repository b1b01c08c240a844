package io.weir.engine.journal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns where each key group's deltas lie and how much they take, and cuts the groups into ranges that fit in memory.
 *
 * <p>Threading: confined to one thread.
 */
final class DeltaIndex implements SegmentVisitor {

    private final Map<StateGroup, Long> sizes = new TreeMap<>();
    private long total;

    private final int recordsMax;

    /** In the order of the segments; empty again if there are more than {@code recordsMax}. */
    private final List<Place> places = new ArrayList<>();

    private long recordCount;

    /** Many records have the same groups. */
    private final Map<BitSet, BitSet> groupSets = new HashMap<>();

    private record Place(String stage, String state, StatePlace place) {}

    /** @param recordsMax so many records of state are remembered; if there are more, none is */
    DeltaIndex(int recordsMax) {
        this.recordsMax = recordsMax;
    }

    @Override
    public void state(StateRecord record) {
        BitSet groups = new BitSet();
        for (EntryBlock block : record.blocks()) {
            StateGroup group = new StateGroup(record.stage(), record.state(), block.keyGroup());
            sizes.merge(group, (long) block.size(), Long::sum);
            total += block.size();
            groups.set(block.keyGroup());
        }
        recordCount++;
        if (isWhole()) {
            places.add(new Place(
                    record.stage(), record.state(), record.place(groupSets.computeIfAbsent(groups, set -> set))));
        } else {
            places.clear();
        }
    }

    /** Returns the size of all deltas in bytes. */
    long total() {
        return total;
    }

    /** Returns whether {@link #places} knows all of them. */
    boolean isWhole() {
        return recordCount <= recordsMax;
    }

    /** Returns where the records lie that have any group of a range, in order. */
    List<StatePlace> places(Range range) {
        return places.stream()
                .filter(each ->
                        each.place().hasAny(group -> range.contains(new StateGroup(each.stage(), each.state(), group))))
                .map(Place::place)
                .toList();
    }

    /** Returns ranges, in order, each of about {@code sizeMax} bytes or of one group; none if there are no deltas. */
    List<Range> ranges(long sizeMax) {
        List<Range> ranges = new ArrayList<>();
        StateGroup first = null;
        StateGroup last = null;
        long size = 0;
        for (Map.Entry<StateGroup, Long> entry : sizes.entrySet()) {
            if (first != null && last != null && size + entry.getValue() > sizeMax) {
                ranges.add(new Range(first, last, size));
                first = null;
                size = 0;
            }
            first = first == null ? entry.getKey() : first;
            last = entry.getKey();
            size += entry.getValue();
        }
        if (first != null && last != null) {
            ranges.add(new Range(first, last, size));
        }
        return ranges;
    }

    /**
     * The groups from {@code first} to {@code last}, both included.
     *
     * @param size of their deltas in bytes
     */
    record Range(StateGroup first, StateGroup last, long size) {

        boolean contains(StateGroup group) {
            return first.compareTo(group) <= 0 && group.compareTo(last) <= 0;
        }
    }
}
