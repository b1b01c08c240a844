package io.weir.engine.journal;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteReader;
import io.weir.serde.CorruptDataException;
import java.util.BitSet;

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

    /** @param frames has just read the record */
    StateRecord(FrameReader frames) {
        this.frames = frames;
        ByteReader in = frames.payload();
        stage = in.readString();
        state = in.readString();
        schema = in.readString();
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

    /** Passes on every block without copying it. */
    void forEach(RestoredStates.BlockVisitor visitor) {
        ByteReader in = frames.payload();
        in.readString();
        in.readString();
        in.readString();
        int count = in.readCount(3);
        for (int i = 0; i < count; i++) {
            int keyGroup = in.readVarInt();
            int entryCount = in.readVarInt();
            int size = in.readCount(1);
            if (keyGroup < 0 || keyGroup >= KeyGroups.COUNT || entryCount < 0) {
                throw new CorruptDataException(
                        "a block that makes no sense: group=" + keyGroup + ", entries=" + entryCount);
            }
            visitor.block(schema, keyGroup, entryCount, frames.payload(in.position(), size));
            in.skip(size);
        }
        in.expectEnd();
    }
}
