package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.Serdes;
import io.weir.state.ListState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint holds of a list what was appended to it, and restores all of it, in whatever order a base has its elements. */
class ListDeltaTest extends EitherBackend {

    private static final long KEY = 7;

    private final KeyContext key = new KeyContext();

    private StageState state(List<StateDelta> restored) {
        key.set(KEY, new KeyHasher().hash(KEY));
        return new StageState("stage", new StageState.Subtask(0, 1), true, null, key, () -> 0, home(restored));
    }

    private static ListState<Long> list(StageState state) {
        return state.listState("list", Serdes.of(Long.class));
    }

    private static List<StateDelta> encoded(StageState state) {
        return state.capture(CaptureScope.CHANGED).stream()
                .map(StateCapture::encode)
                .toList();
    }

    private static int entryCount(List<StateDelta> deltas) {
        return deltas.stream()
                .flatMap(delta -> delta.blocks().stream())
                .mapToInt(block -> block.entryCount())
                .sum();
    }

    @Test
    void whatIsAppendedToALongListIsAllThatIsWritten() {
        StageState state = state(List.of());
        ListState<Long> list = list(state);
        LongStream.range(0, 10_000).forEach(list::add);
        assertThat(entryCount(encoded(state))).isEqualTo(10_000);

        list.add(10_000L);
        list.add(10_001L);
        assertThat(entryCount(encoded(state))).isEqualTo(2);
        assertThat(entryCount(encoded(state))).as("nothing has changed").isZero();
    }

    @Test
    void aClearedListLeavesNothingBehind() {
        StageState state = state(List.of());
        ListState<Long> list = list(state);
        List<StateDelta> deltas = new ArrayList<>();
        LongStream.range(0, 5).forEach(list::add);
        deltas.addAll(encoded(state));
        list.clear();
        assertThat(list.get()).isEmpty();
        list.add(9L);
        list.clear();
        List<StateDelta> removals = encoded(state);
        assertThat(entryCount(removals)).isEqualTo(5);
        deltas.addAll(removals);
        assertThat(list(state(deltas)).get()).isEmpty();

        list.add(1L);
        deltas.addAll(encoded(state));
        assertThat(list(state(deltas)).get()).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void deltasOfAnyChangesRestoreTheList(long seed) {
        Random random = new Random(seed);
        StageState state = state(List.of());
        ListState<Long> list = list(state);
        List<StateDelta> deltas = new ArrayList<>();
        List<StateCapture> later = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            switch (random.nextInt(12)) {
                case 0 -> list.clear();
                case 1 ->
                    list.update(LongStream.range(0, random.nextInt(20))
                            .map(each -> random.nextInt(100))
                            .boxed()
                            .toList());
                default -> list.add((long) i);
            }
            if (random.nextInt(10) == 0) {
                later.addAll(state.capture(CaptureScope.CHANGED));
            }
            if (random.nextInt(100) == 0) {
                later.addAll(state.capture(CaptureScope.CHANGED));
                later.forEach(capture -> deltas.add(capture.encode()));
                later.clear();
                assertThat(list(state(deltas)).get()).as("seed %d", seed).isEqualTo(list.get());
            }
        }
    }

    /** A base holds the entries that did not change before those that did. */
    @Test
    void elementsMayComeInAnyOrder() {
        StageState state = state(List.of());
        ListState<Long> list = list(state);
        LongStream.range(0, 5).forEach(list::add);
        StateDelta first = encoded(state).get(0);
        list.update(List.of(10L, 11L));
        StateDelta second = encoded(state).get(0);

        assertThat(list(state(List.of(first, second))).get()).containsExactly(10L, 11L);
        assertThat(list(state(List.of(second, first))).get()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }
}
