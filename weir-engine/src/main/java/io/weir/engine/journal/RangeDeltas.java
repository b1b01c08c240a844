package io.weir.engine.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Collects the deltas of some key groups, oldest first, and copies nothing else.
 *
 * <p>Threading: confined to one thread.
 */
final class RangeDeltas implements SegmentVisitor {

    private final Predicate<StateGroup> range;
    private final ByteArena arena;
    private final NavigableMap<StateGroup, List<EntryBlock>> blocks = new TreeMap<>();

    /**
     * @param range says which groups are wanted
     * @param arena for their bytes
     */
    RangeDeltas(Predicate<StateGroup> range, ByteArena arena) {
        this.range = range;
        this.arena = arena;
    }

    NavigableMap<StateGroup, List<EntryBlock>> blocks() {
        return blocks;
    }

    @Override
    public void state(StateRecord record) {
        for (EntryBlock block : record.blocks()) {
            StateGroup group = new StateGroup(record.stage(), record.state(), block.keyGroup());
            if (range.test(group)) {
                blocks.computeIfAbsent(group, key -> new ArrayList<>()).add(block.copied(arena));
            }
        }
    }
}
