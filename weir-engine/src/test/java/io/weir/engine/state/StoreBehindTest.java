package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.serde.Serdes;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.TimeToLive;
import io.weir.state.ValueState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table with a store behind it says the same as one that holds everything, whatever happens to both, and whichever restores whose checkpoints. */
class StoreBehindTest {

    private static final int OPERATIONS = 30_000;
    private static final int KEYS = 2_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsAsOneThatHoldsEverything(long seed) {
        Random random = new Random(seed);
        boolean longKeys = random.nextBoolean();
        boolean expiring = random.nextBoolean();
        Clock clock = new Clock();
        Side memory = new Side(longKeys, expiring, clock, new StateHome(RestoredStates.NONE, null));
        Side store = new Side(longKeys, expiring, clock, new StateHome(RestoredStates.NONE, new MemoryStores(1)));
        for (int i = 0; i < OPERATIONS; i++) {
            int key = random.nextInt(random.nextBoolean() ? 20 : KEYS);
            int what = random.nextInt(12);
            long drawn = random.nextInt(100);
            clock.millis += random.nextInt(3);
            assertThat(store.operate(key, what, drawn))
                    .as("seed %d, operation %d", seed, i)
                    .isEqualTo(memory.operate(key, what, drawn));
            if (random.nextInt(300) == 0) {
                memory.barrier();
                store.barrier();
            }
            if (random.nextInt(6_000) == 0) {
                memory.barrier();
                store.barrier();
                List<StateDelta> left = random.nextBoolean() ? memory.deltas : store.deltas;
                memory = new Side(longKeys, expiring, clock, new StateHome(RestoredStates.of(left), null));
                store = new Side(
                        longKeys,
                        expiring,
                        clock,
                        new StateHome(RestoredStates.of(left), new MemoryStores(random.nextInt(100))));
            }
        }
        for (int key = 0; key < KEYS; key++) {
            assertThat(store.all(key)).as("seed %d, key %d", seed, key).isEqualTo(memory.all(key));
        }
    }

    @Test
    void keepsInMemoryOnlyWhatChangedSinceTheLastBarrier() {
        KeyContext key = new KeyContext();
        KeyHasher hasher = new KeyHasher();
        StageState state = new StageState(
                "stage",
                new StageState.Subtask(0, 1),
                true,
                null,
                key,
                () -> 0,
                new StateHome(RestoredStates.NONE, new MemoryStores(100)));
        LongTable table = state.longTable("table", Long.class);
        for (long i = 0; i < 100_000; i++) {
            key.set(i, hasher.hash(i));
            table.set(table.slotOf(key), i);
            if (i % 1000 == 0) {
                state.capture(CaptureScope.CHANGED);
            }
            assertThat(table.mask + 1).isLessThanOrEqualTo(8192);
        }
        state.capture(CaptureScope.CHANGED);
        for (long i = 0; i < 100_000; i++) {
            key.set(i, hasher.hash(i));
            assertThat(table.value(table.slotOf(key))).isEqualTo(i);
        }
        assertThat(table.mask + 1).as("it shrinks again").isEqualTo(128);
        assertThat(state.entryCounts()).containsExactly(100_000L);
    }

    private static final class Clock {
        private long millis = 1_000_000;
    }

    record Key(String text, int number) {}

    /** One state of each kind. */
    private static final class Side {
        private final boolean longKeys;
        private final KeyContext context = new KeyContext();
        private final KeyHasher hasher = new KeyHasher();
        private final StageState state;
        private final ValueState<Long> value;
        private final ListState<Long> list;
        private final MapState<String, Long> map;
        private final List<StateDelta> deltas = new ArrayList<>();

        Side(boolean longKeys, boolean expiring, Clock clock, StateHome home) {
            this.longKeys = longKeys;
            home.restored().forEach(deltas::add);
            state = new StageState(
                    "stage", new StageState.Subtask(0, 1), longKeys, null, context, () -> clock.millis, home);
            TimeToLive second = TimeToLive.afterReadOrWrite(Duration.ofSeconds(1));
            value = expiring
                    ? state.valueState("value", Serdes.of(Long.class), second)
                    : state.valueState("value", Serdes.of(Long.class));
            list = expiring
                    ? state.listState("list", Serdes.of(Long.class), second)
                    : state.listState("list", Serdes.of(Long.class));
            map = expiring
                    ? state.mapState("map", Serdes.of(String.class), Serdes.of(Long.class), second)
                    : state.mapState("map", Serdes.of(String.class), Serdes.of(Long.class));
            state.declared();
        }

        private void select(int number) {
            if (longKeys) {
                context.set((long) number, hasher.hash((long) number));
            } else {
                Key key = new Key("k" + number % 7, number);
                context.set(key, hasher.hash(key));
            }
        }

        @Nullable Object operate(int key, int what, long drawn) {
            select(key);
            switch (what) {
                case 0, 1 -> value.update(drawn);
                case 2 -> value.clear();
                case 3, 4 -> list.add(drawn);
                case 5 -> list.update(drawn % 3 == 0 ? List.of() : List.of(drawn, drawn + 1));
                case 6, 7 -> map.put("m" + drawn % 9, drawn);
                case 8 -> map.remove("m" + drawn % 9);
                case 9 -> {
                    if (drawn < 10) {
                        map.clear();
                        list.clear();
                    }
                }
                default -> {
                    return all(key);
                }
            }
            return null;
        }

        List<Object> all(int key) {
            select(key);
            List<Object> all = new ArrayList<>();
            all.add(String.valueOf(value.value()));
            all.add(List.copyOf(list.get()));
            all.add(Map.copyOf(map.entries()));
            all.add(map.contains("m3"));
            return all;
        }

        void barrier() {
            state.capture(CaptureScope.CHANGED).forEach(capture -> deltas.add(capture.encode()));
        }
    }
}
