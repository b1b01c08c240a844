package io.weir.engine.state;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.StateEntryCodec;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changed entries, taken at a barrier and written later.
 *
 * <p>Threading: Immutable, as far as the keys and values are.
 */
abstract sealed class TableCapture permits ReferenceCapture, LongCapture, FlatCapture, TimerCapture {

    abstract int count();

    /** See {@link StateCapture#copy}. */
    boolean copy(int entriesMax) {
        return true;
    }

    /** Appends the key of an entry as the serde of the stage's keys writes it. */
    abstract void writeKey(int index, Serde<Object> keySerde, ByteWriter out);

    abstract int keyGroup(int index);

    /** Returns a value, or {@link Table#ABSENT}. */
    abstract Object value(int index);

    /** Reads something of each of some entries, one right after the other, so that the processor fetches many from memory at the same time; returns nothing of meaning. */
    long fetch(int from, int to) {
        return 0;
    }

    /** Reads the class of each object, which its first bytes tell. */
    static long fetch(Object[] objects, int from, int to) {
        long any = 0;
        for (int i = from; i < to; i++) {
            if (objects[i].getClass() == Object.class) {
                any++;
            }
        }
        return any;
    }

    /** Writes the entries, a block for each key group that has any. */
    List<StateBlock> encode(EntryWriter writer) {
        GroupBlocks blocks = new GroupBlocks();
        blocks.add(this, writer);
        return blocks.finished();
    }

    @FunctionalInterface
    interface EntryWriter {
        /** Appends what one captured entry stands for, as {@link StateEntryCodec} writes it, and returns how many entries that are. */
        int write(TableCapture captured, int index, ByteWriter out);
    }

    /** Returns null for {@link Table#ABSENT}, as {@link StateEntryCodec} wants it. */
    static @Nullable Object present(Object value) {
        return value == Table.ABSENT ? null : value;
    }
}
