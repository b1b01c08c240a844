package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A record of keyed state where a file holds it: whoever needs only a part of it copies nothing else. Valid until the next record is read.
 *
 * <p>Threading: confined to one thread.
 */
final class StateRecord {

    private final FrameReader frames;
    private final String stage;
    private final String state;
    private final String schema;
    private final List<EntryBlock> blocks;

    /**
     * @param frames has just read the record
     * @throws io.weir.serde.CorruptDataException if it makes no sense
     */
    StateRecord(FrameReader frames) {
        this.frames = frames;
        ByteReader in = frames.payload();
        stage = in.readString();
        state = in.readString();
        schema = in.readString();
        int count = in.readCount(3);
        blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int keyGroup = in.readVarInt();
            int entryCount = in.readVarInt();
            int size = in.readCount(1);
            int begin = in.position();
            blocks.add(new EntryBlock(schema, keyGroup, entryCount, frames.payloadArray(), begin, begin + size));
            in.skip(size);
        }
        in.expectEnd();
    }

    String stage() {
        return stage;
    }

    String state() {
        return state;
    }

    String schema() {
        return schema;
    }

    /** Returns where the record is, so that it can be read again. */
    StatePlace place(BitSet groups) {
        return new StatePlace(frames.name(), frames.recordStart(), frames.position(), frames.recordCrc(), groups);
    }

    /** Returns all of it. */
    StateDelta delta() {
        return RecordCodec.readState(frames.payload());
    }

    /** Returns the blocks where they lie: valid as long as the record is. */
    List<EntryBlock> blocks() {
        return blocks;
    }

    /** Passes on every block without copying it. */
    void forEach(RestoredStates.BlockVisitor visitor) {
        for (EntryBlock block : blocks) {
            visitor.block(schema, block.keyGroup(), block.entryCount(), block.reader());
        }
    }
}
