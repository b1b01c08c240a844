package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of a base block by block, in the order of the groups.
 *
 * <p>Threading: confined to one thread.
 */
final class BaseStateReader {

    private final @Nullable BaseReader base;
    private StateDelta delta = new StateDelta("", "", "", List.of());
    private int index;
    private @Nullable StateGroup group;

    /**
     * @param base after its prelude; null stands for an empty one
     */
    BaseStateReader(@Nullable BaseReader base) throws IOException {
        this.base = base;
        settle();
    }

    /** Returns the group of the block that is next; null behind the last. */
    @Nullable StateGroup group() {
        return group;
    }

    /** Takes the block that is next. */
    SchemaBlock take() throws IOException {
        SchemaBlock taken = new SchemaBlock(delta.schema(), delta.blocks().get(index));
        StateGroup before = group;
        index++;
        settle();
        if (group != null && before != null && group.compareTo(before) < 0 && base != null) {
            throw base.corrupt("the groups of the base are out of order: " + group + " after " + before);
        }
        return taken;
    }

    private void settle() throws IOException {
        while (index == delta.blocks().size()) {
            StateDelta next = base == null ? null : base.nextState();
            if (next == null) {
                group = null;
                return;
            }
            delta = next;
            index = 0;
        }
        StateBlock block = delta.blocks().get(index);
        group = new StateGroup(delta.stage(), delta.state(), block.keyGroup());
    }
}
