package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads keyed state again that a {@link StateIndex} has seen, one record at a time. What was whole then and reads differently now is an error.
 *
 * <p>Threading: confined to one thread. The files must still be there: until tasks run, nobody builds a base that replaces them.
 */
final class IndexedStates implements RestoredStates {

    private final ReadableStore store;
    private final List<State> states;

    /** A state, and where its records are. */
    record State(StoredSchema schema, List<StatePlace> places) {}

    IndexedStates(ReadableStore store, List<State> states) {
        this.store = store;
        this.states = List.copyOf(states);
    }

    @Override
    public List<StoredSchema> states() {
        return states.stream().map(State::schema).toList();
    }

    @Override
    public void read(String stage, String name, IntPredicate groups, BlockVisitor visitor) {
        for (State state : states) {
            if (state.schema().stage().equals(stage) && state.schema().state().equals(name)) {
                List<StatePlace> wanted = state.places().stream()
                        .filter(place -> place.hasAny(groups))
                        .toList();
                read(
                        wanted,
                        record -> record.forEach((schema, keyGroup, entryCount, entries) -> {
                            if (groups.test(keyGroup)) {
                                visitor.block(schema, keyGroup, entryCount, entries);
                            }
                        }));
            }
        }
    }

    @Override
    public void forEach(Consumer<StateDelta> consumer) {
        for (State state : states) {
            read(state.places(), record -> consumer.accept(record.delta()));
        }
    }

    private void read(List<StatePlace> places, Consumer<StateRecord> consumer) {
        try (Opened opened = new Opened(store)) {
            for (StatePlace place : places) {
                FrameReader frames = opened.at(place);
                try {
                    consumer.accept(new StateRecord(frames));
                } catch (CorruptDataException e) {
                    throw frames.corrupt("keyed state makes no sense: " + e.getMessage(), e);
                }
            }
        } catch (IOException e) {
            throw JournalError.ofStore(store, "reading the keyed state of the last checkpoint", e);
        }
    }

    /** The file that is being read: one after the other, each forwards. */
    private static final class Opened implements AutoCloseable {
        private final ReadableStore store;
        private @Nullable FrameReader frames;

        Opened(ReadableStore store) {
            this.store = store;
        }

        /** Returns a reader that has just read a record. */
        FrameReader at(StatePlace place) throws IOException {
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
}
