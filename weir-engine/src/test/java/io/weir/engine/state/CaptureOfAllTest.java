package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.serde.Serdes;
import io.weir.state.MapState;
import io.weir.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A barrier that wants all either takes all or says that it has not. */
class CaptureOfAllTest {

    private static final int MANY = 100_000;

    private final KeyContext key = new KeyContext();
    private final KeyHasher hasher = new KeyHasher();

    private StageState state(boolean longKeys, List<StateDelta> restored, StateStores stores) {
        return new StageState(
                "stage",
                new StageState.Subtask(0, 1),
                longKeys,
                null,
                key,
                () -> 0,
                new StateHome(RestoredStates.of(restored), stores));
    }

    private void select(long selected) {
        key.set(selected, hasher.hash(selected));
    }

    private void selectObject(Object selected) {
        key.set(selected, hasher.hash(selected));
    }

    private static List<StateDelta> all(StageState state, CaptureScope expected) {
        List<StateCapture> captures = state.capture(CaptureScope.ALL);
        assertThat(CaptureScope.ALL.of(captures)).isEqualTo(expected);
        List<StateDelta> deltas = new ArrayList<>();
        for (StateCapture capture : captures) {
            capture.copy(Integer.MAX_VALUE);
            deltas.add(capture.encode());
        }
        return deltas;
    }

    private static int entriesOf(List<StateDelta> deltas) {
        return deltas.stream()
                .flatMap(delta -> delta.blocks().stream())
                .mapToInt(block -> block.entryCount())
                .sum();
    }

    @Test
    void primitivesOfAnyNumberAreAllTaken() {
        StageState state = state(true, List.of(), null);
        ValueState<Long> value = state.valueState("value", Long.class);
        for (long number = 0; number < MANY; number++) {
            select(number);
            value.update(number);
        }
        state.capture(CaptureScope.CHANGED);

        List<StateDelta> deltas = all(state, CaptureScope.ALL);

        assertThat(entriesOf(deltas)).isEqualTo(MANY);
        assertThat(state.capture(CaptureScope.CHANGED))
                .as("none of it has changed")
                .isEmpty();
        ValueState<Long> restored = state(true, deltas, null).valueState("value", Long.class);
        select(0);
        assertThat(restored.value()).isZero();
        select(MANY - 1);
        assertThat(restored.value()).isEqualTo(MANY - 1);
    }

    @Test
    void manyObjectsAreTakenOnlyIfMostHaveChanged() {
        StageState state = state(true, List.of(), null);
        ValueState<String> value = state.valueState("value", Serdes.of(String.class));
        for (long number = 0; number < MANY; number++) {
            select(number);
            value.update("a" + number);
        }
        assertThat(entriesOf(all(state, CaptureScope.ALL))).isEqualTo(MANY);

        select(7);
        value.update("b");

        assertThat(entriesOf(all(state, CaptureScope.CHANGED))).isEqualTo(1);
    }

    @Test
    void mapsGiveOnlyWhatHasChanged() {
        StageState state = state(true, List.of(), null);
        MapState<String, Long> map = state.mapState("map", Serdes.of(String.class), Serdes.of(Long.class));
        assertThat(all(state, CaptureScope.ALL)).as("nothing is all there is").isEmpty();
        select(1);
        map.put("a", 1L);
        map.put("b", 2L);
        assertThat(entriesOf(all(state, CaptureScope.CHANGED))).isEqualTo(2);

        assertThat(entriesOf(all(state, CaptureScope.CHANGED))).isZero();
    }

    @Test
    void aTableWithAStoreBehindItGivesOnlyWhatHasChanged() {
        StageState state = state(true, List.of(), new MemoryStores(1));
        ValueState<Long> value = state.valueState("value", Long.class);
        select(1);
        value.update(1L);
        state.capture(CaptureScope.CHANGED);

        assertThat(entriesOf(all(state, CaptureScope.CHANGED))).isZero();
    }

    /** The first key tells its type; what was restored is not in the table before. */
    @Test
    void whatWaitsForTheTypeOfKeysIsNotAll() {
        StageState first = state(false, List.of(), null);
        ValueState<String> value = first.valueState("value", Serdes.of(String.class));
        selectObject("key");
        value.update("a");
        List<StateDelta> deltas = all(first, CaptureScope.ALL);

        StageState next = state(false, deltas, null);
        ValueState<String> waiting = next.valueState("value", Serdes.of(String.class));

        assertThat(entriesOf(all(next, CaptureScope.CHANGED))).isZero();
        selectObject("other");
        assertThat(waiting.value()).isNull();
        assertThat(entriesOf(all(next, CaptureScope.ALL)))
                .as("one, and that the other has none")
                .isEqualTo(2);
    }
}
