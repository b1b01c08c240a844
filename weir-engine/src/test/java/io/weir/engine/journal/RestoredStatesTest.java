package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates.StoredSchema;
import io.weir.error.WeirException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What recovery has checked is read again, a piece at a time, by those whose it is. */
class RestoredStatesTest {

    @Test
    void eachPartOfAStateIsReadByItself() {
        RestoredStates states = written(60, List.of(20, 40)).checkpoint().states();

        for (int parallelism : List.of(1, 3, 128)) {
            List<StateDelta> byParts = new ArrayList<>();
            for (StoredSchema state : states.states()) {
                for (int subtask = 0; subtask < parallelism; subtask++) {
                    int owner = subtask;
                    states.read(
                            state.stage(),
                            state.state(),
                            group -> KeyGroups.ownerOf(group, parallelism) == owner,
                            (schema, keyGroup, entryCount, entries) -> byParts.add(new StateDelta(
                                    state.stage(),
                                    state.state(),
                                    schema,
                                    List.of(new StateBlock(
                                            keyGroup, entryCount, entries.readRaw(entries.remaining()))))));
                }
            }
            assertThat(stateOf(RestoredStates.of(byParts))).isEqualTo(stateOf(states));
        }
        assertThat(stateOf(states)).isNotEmpty();
    }

    @Test
    void theEntriesOfTheBaseAreCounted() {
        RestoredStates states = written(40, List.of(40)).checkpoint().states();

        for (StoredSchema state : states.states()) {
            int[] counts = new int[KeyGroups.COUNT];
            states.read(
                    state.stage(),
                    state.state(),
                    group -> true,
                    (schema, keyGroup, entryCount, entries) -> counts[keyGroup] += entryCount);
            assertThat(state.baseCounts()).containsExactly(counts);
        }
        assertThat(states.states()).hasSizeGreaterThan(1);
    }

    @Test
    void whatReadsDifferentlyTheSecondTimeIsAnError() {
        CrashingStore store = new CrashingStore(new Random(1));
        append(recover(store), 30, List.of(20));
        Reading reading = new Reading(store);
        RestoredStates states = Journal.recover(reading, "orders", () -> "000000000000000a")
                .checkpoint()
                .states();
        TreeMap<String, String> whole = stateOf(states);
        reading.damaged = true;

        assertThatThrownBy(() -> stateOf(states))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("the checkpoint changed while it was read");
        reading.damaged = false;
        assertThat(stateOf(states)).isEqualTo(whole);
    }

    @Test
    void theLastCheckpointIsReadWhereItWasCopiedTo() {
        CrashingStore store = new CrashingStore(new Random(1));
        append(recover(store), 1, List.of());
        List<String> before = List.copyOf(store.names());

        RecoveredJob job = recover(store);

        assertThat(store.names()).doesNotContainAnyElementsOf(before);
        assertThat(stateOf(job.checkpoint().states())).isNotEmpty();
    }

    private static RecoveredJob written(int count, List<Integer> bases) {
        CrashingStore store = new CrashingStore(new Random(1));
        append(recover(store), count, bases);
        return recover(store);
    }

    private static void append(RecoveredJob job, int count, List<Integer> bases) {
        Random random = new Random(7);
        for (int id = 1; id <= count; id++) {
            job.journal().append(Checkpoints.random(id, 0, random));
            if (bases.contains(id)) {
                job.journal().buildBase();
            }
        }
    }

    private static RecoveredJob recover(JournalStore store) {
        return Journal.recover(store, "orders", () -> "000000000000000a");
    }

    private static TreeMap<String, String> stateOf(RestoredStates states) {
        return new TreeMap<>(JobModel.of(new RestoredCheckpoint(1, List.of(), states, List.of(), List.of()))
                .state());
    }

    /** Flips a bit of all that is read, if it is told to. */
    private static final class Reading extends ForwardingStore {
        private boolean damaged;

        Reading(JournalStore store) {
            super(store);
        }

        @Override
        public InputStream open(String name) throws IOException {
            byte[] bytes = super.open(name).readAllBytes();
            if (damaged) {
                bytes[bytes.length / 2] ^= 1;
            }
            return new ByteArrayInputStream(bytes);
        }
    }
}
