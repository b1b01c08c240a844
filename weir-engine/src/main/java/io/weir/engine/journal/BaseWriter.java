package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.serde.ByteWriter;
import java.io.IOException;

/**
 * Writes a base: under a temporary name, until {@link #publish}.
 *
 * <p>Threading: confined to one thread.
 */
final class BaseWriter implements AutoCloseable {

    private static final int BLOCK_SIZE_MAX = 4 << 20;

    private final JournalStore store;
    private final FileName name;
    private final FrameWriter frames;
    private final ByteWriter payload = new ByteWriter();

    private BaseWriter(JournalStore store, FileName name, JournalFile file) {
        this.store = store;
        this.name = name;
        this.frames = new FrameWriter(store, file, name, new ByteWriter());
    }

    static BaseWriter create(JournalStore store, FileName name) throws IOException {
        return new BaseWriter(store, name, store.create(name.temporaryText()));
    }

    /** Writes all of a checkpoint that comes before its keyed state. */
    void prelude(BaseHeader header, BaseReader.Prelude prelude) throws IOException {
        payload.clear();
        header.write(payload);
        frames.write(FrameType.HEADER, payload);
        for (SourceSnapshot source : prelude.sources()) {
            payload.clear();
            RecordCodec.writeSource(payload, source);
            frames.write(FrameType.SOURCE, payload);
        }
        for (InFlightRecords records : prelude.inFlight()) {
            payload.clear();
            RecordCodec.writeInFlight(payload, records);
            frames.write(FrameType.IN_FLIGHT, payload);
        }
        for (PendingCommittable committable : prelude.pending()) {
            payload.clear();
            RecordCodec.writePending(payload, committable);
            frames.write(FrameType.PENDING, payload);
        }
        payload.clear();
        frames.write(FrameType.BEGIN, payload);
    }

    /** Returns how large a block, or a record of small ones, should be at most. */
    int blockSize() {
        return HeapShare.of(store, BLOCK_SIZE_MAX, 64);
    }

    /**
     * Writes blocks of one state and one schema.
     *
     * @param group any of that state
     * @param blocks written by {@link RecordCodec#writeBlock}
     */
    void state(StateGroup group, String schema, int blockCount, ByteWriter blocks) throws IOException {
        payload.clear();
        RecordCodec.writeState(payload, group, schema, blockCount, blocks);
        frames.write(FrameType.STATE, payload);
    }

    /** Makes the base durable and gives it its name; returns its size. */
    long publish() throws IOException {
        payload.clear();
        ContentDigest.Totals totals = frames.digest().totals();
        payload.writeVarLong(totals.frameCount());
        payload.writeVarLong(totals.byteCount());
        payload.writeInt(totals.crc());
        frames.write(FrameType.END, payload);
        frames.sync();
        frames.close();
        store.rename(name.temporaryText(), name.text());
        store.syncDirectory();
        return frames.size();
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
