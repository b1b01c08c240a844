package io.weir.engine.journal;

import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment: checks every frame, manifest and link, and passes on what they hold.
 *
 * <p>Threading: confined to one thread.
 */
final class SegmentReader implements AutoCloseable {

    private static final long NOT_OPEN = -1;

    private final FrameReader frames;
    private final SegmentHeader header;

    private long openCheckpointId = NOT_OPEN;
    private long openBegin;
    private Extent extent;

    private SegmentReader(FrameReader frames) throws IOException {
        this.frames = frames;
        if (!frames.next() || frames.type() != FrameType.HEADER) {
            throw frames.corrupt("the segment has no header", null);
        }
        try {
            header = SegmentHeader.read(frames.payload());
        } catch (CorruptDataException e) {
            throw frames.corrupt("the header of the segment makes no sense: " + e.getMessage(), e);
        }
        if (!header.fileName().equals(frames.name())) {
            throw frames.corrupt(
                    "the segment was written as " + header.fileName().text(), null);
        }
        long headerEnd = frames.position();
        extent = new Extent(headerEnd, headerEnd, 0, 0, header.link(), headerEnd, null);
    }

    /** Opens a segment; its header must be whole, because a segment gets its name only once it is. */
    static SegmentReader open(ReadableStore store, FileName name, long limit) throws IOException {
        FrameReader frames = FrameReader.open(store, name, limit);
        try {
            return new SegmentReader(frames);
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    static SegmentHeader readHeader(ReadableStore store, FileName name, long limit) throws IOException {
        try (SegmentReader reader = open(store, name, limit)) {
            return reader.header;
        }
    }

    SegmentHeader header() {
        return header;
    }

    /** Reads on until the limit, or until something is not valid. */
    Extent read(LinkChain links, List<? extends SegmentVisitor> visitors) throws IOException {
        expectNone(links.enter(header));
        frames.digest().reset();
        try {
            while (frames.next()) {
                visit(links, visitors);
            }
        } catch (CorruptDataException e) {
            throw frames.corrupt("a frame makes no sense: " + e.getMessage(), e);
        }
        String problem = frames.problem();
        if (problem == null && openCheckpointId != NOT_OPEN) {
            problem = "checkpoint " + openCheckpointId + " has no manifest";
        }
        long inherited = header.inherited().checkpointId();
        if (links.last().checkpointId() < inherited) {
            throw frames.corrupt(
                    problem + ", and checkpoint " + inherited + " was in the segment from its start", null);
        }
        return extent.endingAt(frames.position(), problem);
    }

    /** Reads a part that is known to be whole. */
    void readWhole(LinkChain links, List<? extends SegmentVisitor> visitors) throws IOException {
        String problem = read(links, visitors).problem();
        if (problem != null) {
            throw frames.corrupt(problem + ", although a later segment continues it", null);
        }
    }

    /**
     * Reads on until the manifest of a checkpoint, or until the limit of a part that is known to be whole.
     *
     * @return where reading ended
     */
    long readUpTo(long checkpointId, LinkChain links, List<? extends SegmentVisitor> visitors) throws IOException {
        expectNone(links.enter(header));
        frames.digest().reset();
        try {
            while (links.last().checkpointId() < checkpointId && frames.next()) {
                visit(links, visitors);
            }
        } catch (CorruptDataException e) {
            throw frames.corrupt("a frame makes no sense: " + e.getMessage(), e);
        }
        if (frames.problem() != null || openCheckpointId != NOT_OPEN) {
            throw frames.corrupt(frames.problem() + ", although a later segment continues it", null);
        }
        return frames.position();
    }

    private void visit(LinkChain links, List<? extends SegmentVisitor> visitors) {
        switch (frames.type()) {
            case BEGIN -> begin(links, visitors);
            case MANIFEST -> close(links, visitors);
            case CONFIRM -> confirm(visitors);
            case SOURCE, STATE, IN_FLIGHT, SINK -> content(links, visitors);
            case HEADER, PENDING, END -> throw frames.corrupt("a segment holds a frame " + frames.type(), null);
        }
    }

    private void begin(LinkChain links, List<? extends SegmentVisitor> visitors) {
        if (openCheckpointId != NOT_OPEN) {
            throw frames.corrupt("a checkpoint begins within checkpoint " + openCheckpointId, null);
        }
        openCheckpointId = frames.payload().readVarLong();
        openBegin = frames.recordStart();
        if (links.wants(openCheckpointId)) {
            visitors.forEach(SegmentVisitor::begin);
        }
    }

    private void content(LinkChain links, List<? extends SegmentVisitor> visitors) {
        if (openCheckpointId == NOT_OPEN) {
            throw frames.corrupt("a frame " + frames.type() + " belongs to no checkpoint", null);
        }
        if (!links.wants(openCheckpointId)) {
            return;
        }
        switch (frames.type()) {
            case SOURCE -> {
                var source = RecordCodec.readSource(frames.payload());
                visitors.forEach(visitor -> visitor.source(source));
            }
            case STATE -> {
                StateRecord state = new StateRecord(frames);
                visitors.forEach(visitor -> visitor.state(state));
            }
            case IN_FLIGHT -> {
                var records = RecordCodec.readInFlight(frames.payload());
                visitors.forEach(visitor -> visitor.inFlight(records));
            }
            case SINK -> {
                var sink = RecordCodec.readSink(frames.payload());
                visitors.forEach(visitor -> visitor.sink(sink));
            }
            case HEADER, BEGIN, MANIFEST, CONFIRM, PENDING, END -> throw new AssertionError(frames.type());
        }
    }

    private void close(LinkChain links, List<? extends SegmentVisitor> visitors) {
        Manifest manifest = Manifest.read(frames.payload());
        if (manifest.checkpointId() != openCheckpointId
                || !manifest.totals().equals(frames.digest().totals())) {
            throw frames.corrupt("the manifest of checkpoint " + manifest.checkpointId() + " names other frames", null);
        }
        CheckpointLink before = links.last();
        expectNone(links.accept(manifest, new CheckpointLink(manifest.checkpointId(), frames.payloadCrc())));
        extent = new Extent(
                extent.lastCheckpointEnd(),
                frames.position(),
                openBegin,
                extent.checkpointCount() + 1,
                before,
                frames.position(),
                null);
        openCheckpointId = NOT_OPEN;
        frames.digest().reset();
        if (links.wants(manifest.checkpointId())) {
            visitors.forEach(visitor -> visitor.checkpoint(manifest.checkpointId()));
        }
    }

    private void confirm(List<? extends SegmentVisitor> visitors) {
        if (openCheckpointId != NOT_OPEN) {
            throw frames.corrupt("a confirmation lies within checkpoint " + openCheckpointId, null);
        }
        Confirmation confirmation = Confirmation.read(frames.payload());
        visitors.forEach(visitor -> visitor.confirmation(confirmation));
    }

    private void expectNone(@Nullable String problem) {
        if (problem != null) {
            throw frames.corrupt(problem, null);
        }
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    /**
     * How far a segment is valid.
     *
     * @param certainEnd the end of the last checkpoint but one, or of the header: that much was synced for certain,
     *     since the writer went on
     * @param lastCheckpointEnd the end of the last checkpoint, or of the header
     * @param lastCheckpointBegin 0 if there is none
     * @param linkBeforeLast what the last checkpoint continues; what the segment continues if there is none
     * @param end where reading ended
     * @param problem why reading ended before the limit, or within a checkpoint; null if it did not
     */
    record Extent(
            long certainEnd,
            long lastCheckpointEnd,
            long lastCheckpointBegin,
            long checkpointCount,
            CheckpointLink linkBeforeLast,
            long end,
            @Nullable String problem) {

        private Extent endingAt(long position, @Nullable String found) {
            return new Extent(
                    certainEnd,
                    lastCheckpointEnd,
                    lastCheckpointBegin,
                    checkpointCount,
                    linkBeforeLast,
                    position,
                    found);
        }
    }
}
