package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;

/**
 * Refers to a decided checkpoint by its id and the checksum of its manifest.
 *
 * <p>Threading: Immutable.
 *
 * @param checkpointId 0 if there is none
 */
record CheckpointLink(long checkpointId, int manifestCrc) {

    static final CheckpointLink NONE = new CheckpointLink(0, 0);

    void write(ByteWriter out) {
        out.writeVarLong(checkpointId);
        out.writeInt(manifestCrc);
    }

    static CheckpointLink read(ByteReader in) {
        return new CheckpointLink(in.readVarLong(), in.readInt());
    }
}
