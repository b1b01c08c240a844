package io.weir.engine.journal;

import java.util.Map;
import java.util.TreeMap;

/**
 * The ids of decided checkpoints. An attempt's count up by one, so a range stands for all of an attempt.
 *
 * <p>Threading: confined to one thread.
 */
final class DecidedIds {

    /** From the first id of each range to its last; ranges neither overlap nor touch. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** Adds a checkpoint that may be there already. */
    void add(long id) {
        addRange(id, id);
    }

    /**
     * Adds the checkpoints that a segment holds.
     *
     * @param end the last of them, or what the segment continues if it holds none
     */
    void addSegment(SegmentHeader header, long end) {
        long inherited = header.inherited().checkpointId();
        if (inherited > header.link().checkpointId() && inherited <= end) {
            add(inherited); // copied into it, from an attempt before
        }
        addRange(Math.max(header.firstCheckpointId(), header.link().checkpointId() + 1), end);
    }

    /** Returns the id of the n-th newest; 0 if there are fewer. */
    long newest(int n) {
        long left = n;
        for (Map.Entry<Long, Long> range : ranges.descendingMap().entrySet()) {
            long count = range.getValue() - range.getKey() + 1;
            if (left <= count) {
                return range.getValue() - left + 1;
            }
            left -= count;
        }
        return 0;
    }

    private void addRange(long from, long to) {
        if (from > to) {
            return;
        }
        long first = from;
        long last = to;
        Map.Entry<Long, Long> near = ranges.floorEntry(last + 1);
        while (near != null && near.getValue() >= first - 1) {
            first = Math.min(first, near.getKey());
            last = Math.max(last, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(last + 1);
        }
        ranges.put(first, last);
    }
}
