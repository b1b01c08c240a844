package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Collects the deltas of a range of key groups, oldest first.
 *
 * <p>Threading: confined to one thread.
 */
final class RangeDeltas implements SegmentVisitor {

    private final GroupSizes.Range range;
    private final NavigableMap<StateGroup, List<SchemaBlock>> blocks = new TreeMap<>();

    RangeDeltas(GroupSizes.Range range) {
        this.range = range;
    }

    NavigableMap<StateGroup, List<SchemaBlock>> blocks() {
        return blocks;
    }

    @Override
    public void state(StateRecord record) {
        StateDelta delta = record.delta();
        for (StateBlock block : delta.blocks()) {
            StateGroup group = new StateGroup(delta.stage(), delta.state(), block.keyGroup());
            if (range.contains(group)) {
                blocks.computeIfAbsent(group, key -> new ArrayList<>()).add(new SchemaBlock(delta.schema(), block));
            }
        }
    }
}
