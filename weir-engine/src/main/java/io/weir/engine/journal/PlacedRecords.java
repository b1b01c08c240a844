package io.weir.engine.journal;

import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of keyed state again whose places are known, each file once and forwards, and nothing in between. What was whole before and reads differently now
 * is an error.
 *
 * <p>Threading: confined to one thread.
 */
final class PlacedRecords implements AutoCloseable {

    private final ReadableStore store;

    /** The file that is being read. */
    private @Nullable FrameReader frames;

    private PlacedRecords(ReadableStore store) {
        this.store = store;
    }

    /** Passes on each record, which is valid during the call. */
    static void read(ReadableStore store, List<StatePlace> places, Consumer<StateRecord> consumer) throws IOException {
        try (PlacedRecords records = new PlacedRecords(store)) {
            for (StatePlace place : places) {
                FrameReader reader = records.at(place);
                try {
                    consumer.accept(new StateRecord(reader));
                } catch (CorruptDataException e) {
                    throw reader.corrupt("keyed state makes no sense: " + e.getMessage(), e);
                }
            }
        }
    }

    /** Returns a reader that has just read a record. */
    private FrameReader at(StatePlace place) throws IOException {
        FrameReader reader = frames;
        if (reader == null || !reader.name().equals(place.file()) || reader.position() > place.begin()) {
            close();
            reader = FrameReader.openAt(store, place.file(), place.begin(), place.end());
            frames = reader;
        } else {
            reader.skipTo(place.begin(), place.end());
        }
        if (!reader.next()
                || reader.type() != FrameType.STATE
                || reader.position() != place.end()
                || reader.recordCrc() != place.crc()) {
            String problem = reader.problem();
            throw reader.corrupt(
                    "the checkpoint changed while it was read" + (problem == null ? "" : ": " + problem), null);
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        FrameReader reader = frames;
        frames = null;
        if (reader != null) {
            reader.close();
        }
    }
}
