package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteWriter;
import java.io.IOException;
import java.util.List;

/**
 * Writes one segment. Until {@link #publish} it bears a temporary name: a segment that recovery sees has a whole
 * header and, behind it, all that its attempt took over.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class SegmentWriter {

    /** Blocks of one state go into one record up to about this size: whoever needs only some groups reads only some of the records. */
    private static final int STATE_RECORD_SIZE = 256 << 10;

    /** A larger buffer, which a single huge block has left behind, is given back. */
    private static final int PAYLOAD_CAPACITY_KEPT_MAX = 32 << 20;

    private final JournalStore store;
    private final SegmentHeader header;
    private final JournalFile file;
    private final FrameWriter frames;
    private ByteWriter payload = new ByteWriter();
    private CheckpointLink last;
    private long checkpointCount;
    private boolean synced = true;

    private SegmentWriter(JournalStore store, SegmentHeader header, JournalFile file, ByteWriter buffer) {
        this.store = store;
        this.header = header;
        this.file = file;
        this.frames = new FrameWriter(store, file, header.fileName(), buffer);
        this.last = header.link();
    }

    /**
     * Begins a segment.
     *
     * @param buffer reused; it serves one segment at a time
     */
    static SegmentWriter create(JournalStore store, SegmentHeader header, ByteWriter buffer) throws IOException {
        JournalFile file = store.create(header.fileName().temporaryText());
        SegmentWriter writer = new SegmentWriter(store, header, file, buffer);
        header.write(writer.payload);
        writer.frames.write(FrameType.HEADER, writer.payload);
        return writer;
    }

    FileName name() {
        return header.fileName();
    }

    long size() {
        return frames.size();
    }

    /** Returns the last checkpoint, which is what the segment continues if it has none of its own. */
    CheckpointLink last() {
        return last;
    }

    long checkpointCount() {
        return checkpointCount;
    }

    /** Adds the last checkpoint of an earlier segment, frame by frame. */
    void copy(FrameReader from, CheckpointLink link) throws IOException {
        while (from.nextFrame()) {
            if (from.type() == FrameType.MANIFEST && from.payloadCrc() != link.manifestCrc()) {
                throw from.corrupt("the checkpoint changed while it was read", null);
            }
            from.copyFrame(frames);
        }
        if (from.problem() != null || from.type() != FrameType.MANIFEST) {
            throw from.corrupt("the checkpoint changed while it was read", null);
        }
        last = link;
        checkpointCount++;
        frames.digest().reset();
    }

    /** Makes the segment durable and gives it its name. */
    void publish() throws IOException {
        sync();
        store.rename(header.fileName().temporaryText(), header.fileName().text());
        store.syncDirectory();
    }

    /** Writes a whole checkpoint and syncs it: one append unless it is huge, and one sync. */
    void append(CheckpointData data) throws IOException {
        frames.digest().reset();
        payload.clear();
        payload.writeVarLong(data.checkpointId());
        frames.write(FrameType.BEGIN, payload);
        for (SourceSnapshot source : data.sources()) {
            payload.clear();
            RecordCodec.writeSource(payload, source);
            frames.write(FrameType.SOURCE, payload);
        }
        for (StateDelta delta : data.states()) {
            append(delta);
        }
        for (InFlightRecords records : data.inFlight()) {
            payload.clear();
            RecordCodec.writeInFlight(payload, records);
            frames.write(FrameType.IN_FLIGHT, payload);
        }
        for (SinkSnapshot sink : data.sinks()) {
            ByteWriter buffer = bufferFor(RecordCodec.sinkSizeMax(sink));
            RecordCodec.writeSink(buffer, sink);
            frames.write(FrameType.SINK, buffer);
        }
        Manifest manifest = new Manifest(
                data.checkpointId(), header.attempt(), frames.digest().totals(), last);
        payload.clear();
        manifest.write(payload);
        int manifestCrc = frames.write(FrameType.MANIFEST, payload);
        sync();
        last = new CheckpointLink(data.checkpointId(), manifestCrc);
        checkpointCount++;
        if (payload.array().length > PAYLOAD_CAPACITY_KEPT_MAX) {
            payload = new ByteWriter();
        }
    }

    /** A large record is put together in a buffer of its own size: to grow to it would take several times as much. */
    private ByteWriter bufferFor(long sizeMax) {
        payload.clear();
        return sizeMax > PAYLOAD_CAPACITY_KEPT_MAX
                ? new ByteWriter((int) Math.min(sizeMax, Integer.MAX_VALUE - 8))
                : payload;
    }

    /** Writes a confirmation without syncing it: the next sync covers it. */
    void confirm(Confirmation confirmation) throws IOException {
        payload.clear();
        confirmation.write(payload);
        frames.write(FrameType.CONFIRM, payload);
        frames.flush();
        synced = false;
    }

    void sync() throws IOException {
        frames.sync();
        synced = true;
    }

    /** Syncs what no sync covers yet. */
    void syncRest() throws IOException {
        if (!synced) {
            sync();
        }
    }

    void close() throws IOException {
        file.close();
    }

    private void append(StateDelta delta) throws IOException {
        List<StateBlock> blocks = delta.blocks();
        int sizeMax = HeapShare.of(store, STATE_RECORD_SIZE, 64);
        int from = 0;
        long size = 0;
        for (int i = 0; i < blocks.size(); i++) {
            size += blocks.get(i).entries().length;
            if (size >= sizeMax || i == blocks.size() - 1) {
                payload.clear();
                RecordCodec.writeState(payload, delta, blocks.subList(from, i + 1));
                frames.write(FrameType.STATE, payload);
                from = i + 1;
                size = 0;
            }
        }
    }
}
