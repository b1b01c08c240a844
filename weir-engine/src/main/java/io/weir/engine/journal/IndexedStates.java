package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.StateDelta;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Reads keyed state again that a {@link StateIndex} has seen, one record at a time.
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
        try {
            PlacedRecords.read(store, places, consumer);
        } catch (IOException e) {
            throw JournalError.ofStore(store, "reading the keyed state of the last checkpoint", e);
        }
    }
}
