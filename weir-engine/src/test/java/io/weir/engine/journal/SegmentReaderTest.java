package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.runtime.JobId;
import io.weir.serde.ByteWriter;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Segments as no writer of ours makes them. */
class SegmentReaderTest {

    private static final SegmentHeader HEADER = new SegmentHeader(
            new JobId("orders", "000000000000000a"), 1, 1, 1, null, CheckpointLink.NONE, CheckpointLink.NONE);

    private final CrashingStore store = new CrashingStore(new Random(1));
    private final ByteWriter payload = new ByteWriter();
    private JournalFile file;
    private FrameWriter frames;

    @Test
    void stopsBehindAWholeCheckpoint() throws IOException {
        begin();
        writeSourceAndManifest(1, CheckpointLink.NONE, 0);

        SegmentReader.Extent extent = read();

        assertThat(extent.checkpointCount()).isEqualTo(1);
        assertThat(extent.problem()).isNull();
        assertThat(extent.lastCheckpointEnd())
                .isEqualTo(store.size(HEADER.fileName().text()));
    }

    @Test
    void rejectsAManifestThatNamesOtherFrames() throws IOException {
        begin();
        writeSourceAndManifest(1, CheckpointLink.NONE, 1);

        assertThatThrownBy(this::read)
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining("the manifest of checkpoint 1 names other frames");
    }

    @Test
    void rejectsAManifestThatContinuesAnotherCheckpoint() throws IOException {
        begin();
        writeSourceAndManifest(2, new CheckpointLink(1, 77), 0);

        assertThatThrownBy(this::read)
                .hasMessageContaining("[corrupt-checkpoint]")
                .hasMessageContaining("checkpoint 2 continues");
    }

    /** A stale block or a misdirected read shows bytes that were valid at another place. */
    @Test
    void takesAFrameOnlyWhereItWasWritten() throws IOException {
        begin();
        writeSourceAndManifest(1, CheckpointLink.NONE, 0);
        frames.flush();
        byte[] bytes = store.bytes(HEADER.fileName().text());
        long end = frames.size();
        long checkpointBegin = checkpointBegin();
        file.append(bytes, (int) checkpointBegin, (int) (end - checkpointBegin));

        SegmentReader.Extent extent = read();

        assertThat(extent.checkpointCount()).isEqualTo(1);
        assertThat(extent.end()).isEqualTo(end);
        assertThat(extent.problem()).contains("checksum");
    }

    /** A value of some state may be a journal itself, whose frames prove nothing. */
    @Test
    void isNotMisledByFramesWithinData() throws IOException {
        SampleJournal sample = SampleJournal.write();
        sample.confirmLast();
        byte[] tail = sample.store().bytes(FileName.ofSegment(3, 1).text());
        begin();
        writeSourceAndManifest(1, CheckpointLink.NONE, 0);
        frames.flush();
        file.append(new byte[] {1}, 0, 1);
        file.append(tail, 0, tail.length);
        long size = store.size(HEADER.fileName().text());

        assertThat(TailScan.provenCheckpoint(store, HEADER.fileName(), frames.size(), size, 1))
                .isZero();
    }

    private void begin() throws IOException {
        file = store.create(HEADER.fileName().text());
        frames = new FrameWriter(store, file, HEADER.fileName(), new ByteWriter());
        HEADER.write(payload);
        frames.write(FrameType.HEADER, payload);
    }

    private void writeSourceAndManifest(long checkpointId, CheckpointLink previous, int framesTooMany)
            throws IOException {
        payload.clear();
        payload.writeVarLong(checkpointId);
        frames.write(FrameType.BEGIN, payload);
        payload.clear();
        RecordCodec.writeSource(payload, Checkpoints.source(checkpointId));
        frames.write(FrameType.SOURCE, payload);
        ContentDigest.Totals totals = frames.digest().totals();
        totals = new ContentDigest.Totals(totals.frameCount() + framesTooMany, totals.byteCount(), totals.crc());
        payload.clear();
        new Manifest(checkpointId, 1, totals, previous).write(payload);
        frames.write(FrameType.MANIFEST, payload);
        frames.flush();
    }

    private long checkpointBegin() throws IOException {
        return read().lastCheckpointBegin();
    }

    private SegmentReader.Extent read() throws IOException {
        FileName name = HEADER.fileName();
        try (SegmentReader reader = SegmentReader.open(store, name, store.size(name.text()))) {
            return reader.read(new LinkChain(CheckpointLink.NONE), List.of());
        }
    }
}
