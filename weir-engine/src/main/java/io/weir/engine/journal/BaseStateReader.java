package io.weir.engine.journal;

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
    private @Nullable StateRecord record;
    private List<EntryBlock> blocks = List.of();
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

    /** Returns the block that is next, if there is one, where it lies: valid until {@link #advance}. */
    EntryBlock block() {
        return blocks.get(index);
    }

    /** Passes over the block that is next. */
    void advance() throws IOException {
        StateGroup before = group;
        index++;
        settle();
        if (group != null && before != null && group.compareTo(before) < 0 && base != null) {
            throw base.corrupt("the groups of the base are out of order: " + group + " after " + before);
        }
    }

    private void settle() throws IOException {
        while (index == blocks.size()) {
            record = base == null ? null : base.nextState();
            if (record == null) {
                group = null;
                return;
            }
            blocks = record.blocks();
            index = 0;
        }
        if (record != null) {
            group = new StateGroup(record.stage(), record.state(), block().keyGroup());
        }
    }
}
