package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.error.WeirException;
import io.weir.serde.Serdes;
import io.weir.state.TimeToLive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State of a type that has changed since is restored as the new type, entry by entry, or the start is refused in words. */
class StateEvolutionTest extends EitherBackend {

    private static final class Before {
        record Total(String customer, int cents) {}

        record Key(String name) {}
    }

    private static final class After {
        record Total(long cents, String customer, boolean vip) {}

        record Key(String name, int region) {}
    }

    private static final TimeToLive HOUR = TimeToLive.afterWrite(Duration.ofHours(1));

    private final KeyContext key = new KeyContext();

    private StageState state(boolean longKeys, List<StateDelta> restored) {
        return new StageState(
                "stage",
                new StageState.Subtask(0, 1),
                longKeys,
                longKeys ? null : String.class,
                key,
                () -> 0,
                home(restored));
    }

    private void select(boolean longKeys, int number) {
        if (longKeys) {
            key.set(number, new KeyHasher().hash((long) number));
        } else {
            key.set("key " + number, new KeyHasher().hash("key " + number));
        }
    }

    private static List<StateDelta> encoded(StageState state) {
        return state.capture(CaptureScope.CHANGED).stream()
                .map(StateCapture::encode)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyKindOfStateIsRestoredAsTheNewType(boolean longKeys) {
        StageState before = state(longKeys, List.of());
        var value = before.valueState("value", Before.Total.class);
        var list = before.listState("list", Before.Total.class);
        var map = before.mapState("map", String.class, Before.Total.class);
        var expiring = before.valueState("expiring", Serdes.of(Before.Total.class), HOUR);
        for (int number = 0; number < 2_000; number++) {
            select(longKeys, number);
            Before.Total total = new Before.Total("ada", number);
            value.update(total);
            list.add(total);
            list.add(total);
            map.put("a", total);
            expiring.update(total);
        }
        List<StateDelta> deltas = new ArrayList<>(encoded(before));

        StageState after = state(longKeys, deltas);
        var newValue = after.valueState("value", After.Total.class);
        var newList = after.listState("list", After.Total.class);
        var newMap = after.mapState("map", String.class, After.Total.class);
        var newExpiring = after.valueState("expiring", Serdes.of(After.Total.class), HOUR);
        after.declared();
        for (int number = 0; number < 2_000; number++) {
            select(longKeys, number);
            After.Total total = new After.Total(number, "ada", false);
            assertThat(newValue.value()).isEqualTo(total);
            assertThat(newList.get()).containsExactly(total, total);
            assertThat(newMap.get("a")).isEqualTo(total);
            assertThat(newExpiring.value()).isEqualTo(total);
        }
        assertThat(after.capture(CaptureScope.CHANGED))
                .as("what was restored has not changed")
                .isEmpty();

        // From now on a checkpoint holds both: old entries, and new ones of some keys.
        select(longKeys, 5);
        newValue.update(new After.Total(99, "eve", true));
        deltas.addAll(encoded(after));
        var mixed = state(longKeys, deltas).valueState("value", After.Total.class);
        assertThat(mixed.value()).isEqualTo(new After.Total(99, "eve", true));
        select(longKeys, 6);
        assertThat(mixed.value()).isEqualTo(new After.Total(6, "ada", false));
    }

    @Test
    void aTypeThatCannotBecomeTheOtherIsRefusedWithTheComponent() {
        StageState before = state(true, List.of());
        var value = before.valueState("value", After.Total.class);
        select(true, 1);
        value.update(new After.Total(1, "ada", true));
        List<StateDelta> deltas = encoded(before);

        assertThatThrownBy(() -> state(true, deltas).valueState("value", Before.Total.class))
                .isInstanceOf(WeirException.class)
                .hasMessageContainingAll(
                        "incompatible-state",
                        "the state \"value\" of the stage \"stage\"",
                        "at .cents: stored as long, declared as int");
        assertThatThrownBy(() -> state(true, deltas).listState("value", After.Total.class))
                .hasMessageContaining("another kind of state");
    }

    /** It is told when the state is declared, before any record, although the first key has not come. */
    @Test
    void aTypeIsRefusedBeforeTheFirstKey() {
        StageState before = state(false, List.of());
        var value = before.valueState("value", Long.class);
        select(false, 1);
        value.update(1L);
        List<StateDelta> deltas = encoded(before);
        StageState after =
                new StageState("stage", new StageState.Subtask(0, 1), false, null, key, () -> 0, home(deltas));

        assertThatThrownBy(() -> after.valueState("value", String.class))
                .hasMessageContaining("stored as long, declared as string");
    }

    /** A removal under new bytes would leave what lies under the old ones. */
    @Test
    void keysNeverChangeTheirType() {
        KeyHasher hasher = new KeyHasher();
        StageState before = new StageState(
                "stage", new StageState.Subtask(0, 1), false, Before.Key.class, key, () -> 0, home(List.of()));
        var value = before.valueState("value", Long.class);
        Before.Key oldKey = new Before.Key("a");
        key.set(oldKey, hasher.hash(oldKey));
        value.update(1L);
        List<StateDelta> deltas = encoded(before);

        assertThatThrownBy(() -> new StageState(
                                "stage",
                                new StageState.Subtask(0, 1),
                                false,
                                After.Key.class,
                                key,
                                () -> 0,
                                home(deltas))
                        .valueState("value", Long.class))
                .hasMessageContaining("the type of the keys has changed");
        StageState maps = state(true, List.of());
        var map = maps.mapState("map", Integer.class, Long.class);
        select(true, 1);
        map.put(1, 1L);
        List<StateDelta> mapDeltas = encoded(maps);
        assertThatThrownBy(() -> state(true, mapDeltas).mapState("map", Long.class, Long.class))
                .hasMessageContaining("map keys have another type");
    }
}
