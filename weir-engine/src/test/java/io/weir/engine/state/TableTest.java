package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.Serdes;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.ValueState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What deltas restore is what the tables held at the barrier, whatever happened before and after it. */
class TableTest extends EitherBackend {

    private static final int OPERATIONS = 20_000;

    enum Colour {
        RED,
        GREEN
    }

    record Key(Colour colour, int number) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void deltasOfLongKeysRestoreWhatTheModelHolds(long seed) {
        check(seed, true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void deltasOfObjectKeysRestoreWhatTheModelHolds(long seed) {
        check(seed, false);
    }

    private void check(long seed, boolean longKeys) {
        Random random = new Random(seed);
        Map<Object, Model> model = new LinkedHashMap<>();
        List<StateDelta> deltas = new ArrayList<>();
        List<StateCapture> later = new ArrayList<>();
        Fixture fixture = new Fixture(longKeys, 0, 1, home(List.of()));
        for (int i = 0; i < OPERATIONS; i++) {
            fixture.operate(random, model, random.nextInt(3000));
            if (random.nextInt(1000) == 0) {
                later.addAll(fixture.state.capture(Deltas.anyScope(random)));
            }
        }
        later.addAll(fixture.state.capture(CaptureScope.CHANGED));
        assertThat(fixture.state.capture(CaptureScope.CHANGED))
                .as("nothing has changed")
                .isEmpty();
        Map<Object, Model> atBarrier = new LinkedHashMap<>();
        model.forEach((key, value) -> atBarrier.put(key, value.copy()));
        for (int i = 0; i < 1000; i++) {
            fixture.operate(random, model, random.nextInt(3000));
        }
        later.forEach(capture -> Deltas.add(deltas, capture));

        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            for (int subtask = 0; subtask < parallelism; subtask++) {
                Fixture restored = new Fixture(longKeys, subtask, parallelism, home(deltas));
                restored.expect(seed, atBarrier, subtask, parallelism);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesAndGoesBetweenTwoBarriersIsNotWritten(boolean longKeys) {
        Fixture fixture = new Fixture(longKeys, 0, 1, home(List.of()));
        fixture.comeAndGo(0);
        assertThat(fixture.state.capture(CaptureScope.CHANGED)).isEmpty();

        fixture.select(fixture.key(0));
        fixture.value.update(1L);
        fixture.list.add(1L);
        fixture.map.put("m", 1L);
        assertThat(fixture.state.capture(CaptureScope.CHANGED)).hasSize(3);
        fixture.value.clear();
        fixture.list.clear();
        fixture.map.clear();
        fixture.comeAndGo(0);
        assertThat(fixture.state.capture(CaptureScope.CHANGED))
                .as("the removals of what the last barrier took")
                .hasSize(3);
        fixture.comeAndGo(0);
        assertThat(fixture.state.capture(CaptureScope.CHANGED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTableStaysSmallWhoseValuesComeAndGo(boolean longKeys) {
        ReferenceTable table = longKeys ? new LongTable() : new ObjectTable(new KeyType("stage", Long.class));
        KeyContext key = new KeyContext();
        ValueState<Long> state = new ValueStateView<>(table, key);
        KeyHasher hasher = new KeyHasher();
        for (long number = 0; number < 100_000; number++) {
            if (longKeys) {
                key.set(number, hasher.hash(number));
            } else {
                key.set((Object) number, hasher.hash(number));
            }
            state.update(number);
            state.clear();
        }
        assertThat(table.takenCount()).isLessThan(Table.INITIAL_CAPACITY);
    }

    private static final class Model {
        private Long value;
        private final List<Long> list = new ArrayList<>();
        private final Map<String, Long> map = new LinkedHashMap<>();

        Model copy() {
            Model copy = new Model();
            copy.value = value;
            copy.list.addAll(list);
            copy.map.putAll(map);
            return copy;
        }
    }

    private static final class Fixture {
        private final boolean longKeys;
        private final KeyContext key = new KeyContext();
        private final KeyHasher hasher = new KeyHasher();
        private final StageState state;
        private final ValueState<Long> value;
        private final ListState<Long> list;
        private final MapState<String, Long> map;

        Fixture(boolean longKeys, int subtask, int parallelism, StateHome home) {
            this.longKeys = longKeys;
            state = new StageState(
                    "stage", new StageState.Subtask(subtask, parallelism), longKeys, null, key, () -> 0, home);
            value = state.valueState("value", Serdes.of(Long.class));
            list = state.listState("list", Serdes.of(Long.class));
            map = state.mapState("map", Serdes.of(String.class), Serdes.of(Long.class));
        }

        Object key(int number) {
            return longKeys ? (Object) (number - 1500L) : new Key(Colour.values()[number % 2], number);
        }

        int select(Object selected) {
            int hash = hasher.hash(selected);
            if (selected instanceof Long number) {
                key.set((long) number, hash);
            } else {
                key.set(selected, hash);
            }
            return hash;
        }

        /** Gives many keys, and one more, state that they lose again. */
        void comeAndGo(int one) {
            for (int number = 0; number < 300; number++) {
                select(key(number % 3 == 0 ? one : number));
                value.update(1L);
                list.add(1L);
                list.update(List.of(2L, 3L));
                map.put("m", 1L);
                map.put("n", 1L);
                value.clear();
                list.clear();
                map.remove("m");
                map.clear();
            }
        }

        void operate(Random random, Map<Object, Model> models, int number) {
            Object selected = key(number);
            select(selected);
            Model model = models.computeIfAbsent(selected, unused -> new Model());
            long drawn = random.nextLong();
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    value.update(drawn);
                    model.value = drawn;
                }
                case 2 -> {
                    value.clear();
                    model.value = null;
                }
                case 3, 4 -> {
                    list.add(drawn);
                    model.list.add(drawn);
                }
                case 5 -> {
                    map.put("m" + drawn % 5, drawn);
                    model.map.put("m" + drawn % 5, drawn);
                }
                case 6 -> {
                    map.remove("m" + drawn % 5);
                    model.map.remove("m" + drawn % 5);
                }
                default -> {
                    list.clear();
                    model.list.clear();
                    map.clear();
                    model.map.clear();
                }
            }
        }

        void expect(long seed, Map<Object, Model> models, int subtask, int parallelism) {
            models.forEach((selected, model) -> {
                int hash = select(selected);
                if (KeyGroups.ownerOf(KeyGroups.groupOf(hash), parallelism) == subtask) {
                    assertThat(value.value())
                            .as("value of %s, seed=%d", selected, seed)
                            .isEqualTo(model.value);
                    assertThat(list.get())
                            .as("list of %s, seed=%d", selected, seed)
                            .isEqualTo(model.list);
                    assertThat(map.entries())
                            .as("map of %s, seed=%d", selected, seed)
                            .isEqualTo(model.map);
                }
            });
        }
    }
}
