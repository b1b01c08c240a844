package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import io.weir.serde.ByteReader;
import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a base: first {@link #prelude}, then the state, piece by piece.
 *
 * <p>Threading: confined to one thread.
 */
final class BaseReader implements AutoCloseable {

    private final FrameReader frames;
    private final long size;
    private final BaseHeader header;
    private boolean ended;

    private BaseReader(FrameReader frames, long size) throws IOException {
        this.frames = frames;
        this.size = size;
        if (!frames.next() || frames.type() != FrameType.HEADER) {
            throw frames.corrupt("the base has no header", null);
        }
        try {
            header = BaseHeader.read(frames.payload());
        } catch (CorruptDataException e) {
            throw frames.corrupt("the header of the base makes no sense: " + e.getMessage(), e);
        }
        if (!header.fileName().equals(frames.name())) {
            throw frames.corrupt("the base was written as " + header.fileName().text(), null);
        }
    }

    /** Opens a base; it must be whole, because a base gets its name only once it is. */
    static BaseReader open(ReadableStore store, FileName name) throws IOException {
        long size = store.size(name.text());
        FrameReader frames = FrameReader.open(store, name, size);
        try {
            return new BaseReader(frames, size);
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    BaseHeader header() {
        return header;
    }

    long size() {
        return size;
    }

    /** Reads all that comes before the state. */
    Prelude prelude() throws IOException {
        List<SourceSnapshot> sources = new ArrayList<>();
        List<InFlightRecords> inFlight = new ArrayList<>();
        List<PendingCommittable> pending = new ArrayList<>();
        try {
            for (FrameType type = advance(); type != FrameType.BEGIN; type = advance()) {
                switch (type) {
                    case SOURCE -> sources.add(RecordCodec.readSource(frames.payload()));
                    case IN_FLIGHT -> inFlight.add(RecordCodec.readInFlight(frames.payload()));
                    case PENDING -> pending.add(RecordCodec.readPending(frames.payload()));
                    case HEADER, BEGIN, STATE, SINK, MANIFEST, CONFIRM, END -> throw misplaced();
                }
            }
        } catch (CorruptDataException e) {
            throw frames.corrupt("a frame of the base makes no sense: " + e.getMessage(), e);
        }
        return new Prelude(sources, inFlight, pending);
    }

    /** Reads the next piece of state, valid until the call after this; returns null after the last, when the base has proved to be whole. */
    @Nullable StateRecord nextState() throws IOException {
        try {
            return advanceToState() ? new StateRecord(frames) : null;
        } catch (CorruptDataException e) {
            throw frames.corrupt("a frame of the base makes no sense: " + e.getMessage(), e);
        }
    }

    /** Passes on all pieces of state; when it returns, the base has proved to be whole. */
    void readStates(Consumer<StateRecord> consumer) throws IOException {
        try {
            for (StateRecord record = nextState(); record != null; record = nextState()) {
                consumer.accept(record);
            }
        } catch (CorruptDataException e) {
            throw frames.corrupt("a frame of the base makes no sense: " + e.getMessage(), e);
        }
    }

    private boolean advanceToState() throws IOException {
        if (ended) {
            return false;
        }
        FrameType type = advance();
        if (type == FrameType.STATE) {
            return true;
        }
        if (type != FrameType.END) {
            throw misplaced();
        }
        expectEnd();
        ended = true;
        return false;
    }

    RuntimeException corrupt(String reason) {
        return frames.corrupt(reason, null);
    }

    private FrameType advance() throws IOException {
        if (!frames.next()) {
            String problem = frames.problem();
            throw frames.corrupt(problem == null ? "the base has no end" : problem, null);
        }
        return frames.type();
    }

    private void expectEnd() {
        ByteReader in = frames.payload();
        ContentDigest.Totals totals = new ContentDigest.Totals(in.readVarLong(), in.readVarLong(), in.readInt());
        in.expectEnd();
        if (!totals.equals(frames.digest().totals())) {
            throw frames.corrupt("the end of the base names other frames", null);
        }
        if (frames.position() != size) {
            throw frames.corrupt("there is something behind the end of the base", null);
        }
    }

    private RuntimeException misplaced() {
        return frames.corrupt("a frame " + frames.type() + " has no place here in a base", null);
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }

    /** What a base holds before the state. */
    record Prelude(List<SourceSnapshot> sources, List<InFlightRecords> inFlight, List<PendingCommittable> pending) {}
}
