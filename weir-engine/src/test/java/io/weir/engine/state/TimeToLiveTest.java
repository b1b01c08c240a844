package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.error.WeirException;
import io.weir.serde.Serdes;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.TimeToLive;
import io.weir.state.ValueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has outlived its time is never seen, also after a restart, and gives its place back. */
class TimeToLiveTest extends EitherBackend {

    private static final TimeToLive SECOND = TimeToLive.afterWrite(Duration.ofSeconds(1));

    private final KeyContext key = new KeyContext();
    private final KeyHasher hasher = new KeyHasher();
    private long nowMillis = 1_000_000;

    private StageState state(List<StateDelta> restored) {
        return new StageState("stage", new StageState.Subtask(0, 1), true, null, key, () -> nowMillis, home(restored));
    }

    private void select(long selected) {
        key.set(selected, hasher.hash(selected));
    }

    @Test
    void aValueIsGoneWhenItsTimeIsOver() {
        ValueState<String> value = state(List.of()).valueState("value", Serdes.of(String.class), SECOND);
        select(1);
        value.update("a");
        nowMillis += 999;
        assertThat(value.value()).isEqualTo("a");
        nowMillis += 1;
        assertThat(value.value()).isNull();
        value.update("b");
        assertThat(value.value()).isEqualTo("b");
    }

    @Test
    void readingBeginsTheTimeAnewOnlyIfThatWasAskedFor() {
        ValueState<String> value = state(List.of())
                .valueState("value", Serdes.of(String.class), TimeToLive.afterReadOrWrite(Duration.ofSeconds(1)));
        select(1);
        value.update("a");
        for (int i = 0; i < 10; i++) {
            nowMillis += 900;
            assertThat(value.value()).isEqualTo("a");
        }
        nowMillis += 1000;
        assertThat(value.value()).isNull();
    }

    @Test
    void elementsAndEntriesLiveEachOnItsOwn() {
        StageState state = state(List.of());
        ListState<String> list = state.listState("list", Serdes.of(String.class), SECOND);
        MapState<String, Long> map = state.mapState("map", Serdes.of(String.class), Serdes.of(Long.class), SECOND);
        select(1);
        list.add("old");
        map.put("old", 1L);
        nowMillis += 600;
        list.add("new");
        map.put("new", 2L);
        nowMillis += 600;
        assertThat(list.get()).containsExactly("new");
        assertThat(map.entries()).containsExactly(entry("new", 2L));
        assertThat(map.get("old")).isNull();
        assertThat(map.contains("new")).isTrue();
        nowMillis += 600;
        assertThat(list.get()).isEmpty();
        assertThat(map.entries()).isEmpty();
    }

    @Test
    void whatIsOverStaysGoneAfterARestart() {
        StageState state = state(List.of());
        ValueState<String> value = state.valueState("value", Serdes.of(String.class), SECOND);
        select(1);
        value.update("a");
        List<StateDelta> deltas = state.capture(CaptureScope.CHANGED).stream()
                .map(StateCapture::encode)
                .toList();

        nowMillis += 500;
        assertThat(state(deltas)
                        .valueState("value", Serdes.of(String.class), SECOND)
                        .value())
                .isEqualTo("a");
        nowMillis += 500;
        assertThat(state(deltas)
                        .valueState("value", Serdes.of(String.class), SECOND)
                        .value())
                .isNull();
    }

    /** Entries that nobody asks for again are found while other keys are used; the table stays small, and checkpoints forget them. */
    @Test
    void thePlaceOfWhatIsOverIsGivenBack() {
        StageState state = state(List.of());
        ValueState<Long> value = state.valueState("value", Serdes.of(Long.class), SECOND);
        ListState<Long> list = state.listState("list", Serdes.of(Long.class), SECOND);
        MapState<Long, Long> map = state.mapState("map", Serdes.of(Long.class), Serdes.of(Long.class), SECOND);
        List<StateDelta> deltas = new ArrayList<>();
        for (long number = 0; number < 200_000; number++) {
            select(number);
            value.update(number);
            list.add(number);
            map.put(number, number);
            if (number % 100 == 0) {
                nowMillis += 100;
                state.capture(CaptureScope.CHANGED).forEach(capture -> deltas.add(capture.encode()));
            }
        }
        // About 1,000 of the 200,000 keys are alive at a time.
        StageState restored = state(deltas);
        restored.valueState("value", Serdes.of(Long.class), SECOND);
        restored.listState("list", Serdes.of(Long.class), SECOND);
        restored.mapState("map", Serdes.of(Long.class), Serdes.of(Long.class), SECOND);
        for (StageState each : List.of(state, restored)) {
            each.capture(CaptureScope.CHANGED);
            assertThat(each.entryCounts())
                    .hasSize(3)
                    .allSatisfy(count -> assertThat(count).isBetween(900L, 8_000L));
        }
    }

    @Test
    void aTimeToLiveThatWasAddedLaterIsToldBeforeAnythingIsLost() {
        StageState state = state(List.of());
        ValueState<String> value = state.valueState("value", Serdes.of(String.class));
        select(1);
        value.update("a");
        List<StateDelta> deltas = state.capture(CaptureScope.CHANGED).stream()
                .map(StateCapture::encode)
                .toList();
        StageState restored = state(deltas);

        assertThatThrownBy(() -> restored.valueState("value", Serdes.of(String.class), SECOND))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("incompatible-state")
                .hasMessageContaining("expiring");
    }

    @Test
    void aTimeToLiveBelowAMillisecondIsRefused() {
        assertThatThrownBy(() -> TimeToLive.afterWrite(Duration.ofNanos(10))).hasMessageContaining("at least 1 ms");
    }
}
