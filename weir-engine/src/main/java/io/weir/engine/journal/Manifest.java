package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;

/**
 * Closes a checkpoint. A checkpoint exists if and only if its manifest is durable and agrees with the frames before it
 * (I2). It links to the checkpoint before, which proves that one decided.
 *
 * <p>Threading: Immutable.
 *
 * @param attempt that decided the checkpoint
 * @param totals of the frames from BEGIN on
 */
record Manifest(long checkpointId, long attempt, ContentDigest.Totals totals, CheckpointLink previous) {

    void write(ByteWriter out) {
        out.writeVarLong(checkpointId);
        out.writeVarLong(attempt);
        out.writeVarLong(totals.frameCount());
        out.writeVarLong(totals.byteCount());
        out.writeInt(totals.crc());
        previous.write(out);
    }

    static Manifest read(ByteReader in) {
        long checkpointId = in.readVarLong();
        long attempt = in.readVarLong();
        ContentDigest.Totals totals = new ContentDigest.Totals(in.readVarLong(), in.readVarLong(), in.readInt());
        Manifest manifest = new Manifest(checkpointId, attempt, totals, CheckpointLink.read(in));
        in.expectEnd();
        return manifest;
    }
}
