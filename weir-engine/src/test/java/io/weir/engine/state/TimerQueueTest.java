package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.error.WeirException;
import io.weir.time.TimeDomain;
import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers wait in the order of their time, and what deltas restore is what waited at the barrier, whatever happened before and after it. */
class TimerQueueTest extends EitherBackend {

    private static final int OPERATIONS = 30_000;
    private static final int KEYS = 300;

    enum Colour {
        RED,
        GREEN
    }

    record Key(Colour colour, int number) {}

    record Timer(Object key, long timestamp) {}

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, true", "4, false", "5, false", "6, false"})
    void deltasRestoreWhatWaitedAtTheBarrierAtAnyParallelism(long seed, boolean longKeys) {
        Random random = new Random(seed);
        Set<Timer> model = new HashSet<>();
        List<StateCapture> later = new ArrayList<>();
        Fixture fixture = new Fixture(longKeys, 0, 1, List.of());
        for (int i = 0; i < OPERATIONS; i++) {
            fixture.operate(random, model);
            if (random.nextInt(1000) == 0) {
                later.addAll(fixture.state.capture(Deltas.anyScope(random)));
            }
        }
        later.addAll(fixture.state.capture(Deltas.anyScope(random)));
        assertThat(fixture.state.capture(CaptureScope.CHANGED))
                .as("nothing has changed")
                .isEmpty();
        Set<Timer> atBarrier = Set.copyOf(model);
        for (int i = 0; i < 1000; i++) {
            fixture.operate(random, model);
        }
        List<StateDelta> deltas = Deltas.of(later);

        assertThat(atBarrier).hasSizeGreaterThan(100);
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            for (int subtask = 0; subtask < parallelism; subtask++) {
                int number = subtask;
                int of = parallelism;
                Fixture restored = new Fixture(longKeys, subtask, parallelism, deltas);
                assertThat(restored.timers.size()).isEqualTo(restored.timers.entryCount());
                assertThat(restored.pollAll())
                        .as("subtask %d of %d, seed=%d", subtask, parallelism, seed)
                        .isSortedAccordingTo(Comparator.comparingLong(Timer::timestamp))
                        .containsExactlyInAnyOrderElementsOf(atBarrier.stream()
                                .filter(timer -> fixture.ownerOf(timer.key(), of) == number)
                                .toList());
            }
        }
    }

    /** Time goes on in small and large steps; most timers are for a little later, and some for much later, for now, or for times that are over. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whileTimeGoesOnThoseAreDueWhoseTimeHasCome(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Set<Object>> model = new TreeMap<>();
        Fixture fixture = new Fixture(true, 0, 1, List.of());
        long[] steps = {1, 1, 1, 40, 3_000, 1L << 40};
        long[] distances = {1, 70, 5_000, 400_000, 1L << 45};
        long now = random.nextBoolean() ? -2_000 : 1_436_918_390_000L;
        for (int i = 0; i < OPERATIONS; i++) {
            Object selected = fixture.select(random.nextInt(KEYS));
            long distance = distances[random.nextInt(distances.length)];
            long timestamp =
                    now + (long) (random.nextDouble() * distance) - (random.nextInt(8) == 0 ? distance / 2 : 0);
            if (random.nextInt(4) == 0) {
                timestamp = model.isEmpty() ? timestamp : model.firstKey();
                fixture.timers.remove(fixture.key, timestamp);
                model.computeIfPresent(
                        timestamp, (time, keys) -> keys.remove(selected) && keys.isEmpty() ? null : keys);
            } else {
                fixture.timers.add(fixture.key, timestamp);
                model.computeIfAbsent(timestamp, time -> new HashSet<>()).add(selected);
            }
            if (random.nextInt(50) == 0) {
                assertThat(fixture.timers.first()).isEqualTo(model.isEmpty() ? Timestamps.MAX : model.firstKey());
            }
            if (random.nextInt(5) == 0) {
                now += steps[random.nextInt(steps.length)];
                while (fixture.timers.isDue(now)) {
                    long first = fixture.timers.first();
                    assertThat(first)
                            .as("seed=%d", seed)
                            .isEqualTo(model.firstKey())
                            .isLessThanOrEqualTo(now);
                    fixture.timers.poll(fixture.key);
                    Set<Object> keys = model.get(first);
                    assertThat(keys.remove(fixture.key.key()))
                            .as("seed=%d", seed)
                            .isTrue();
                    if (keys.isEmpty()) {
                        model.remove(first);
                    }
                }
                assertThat(model.isEmpty() || model.firstKey() > now)
                        .as("seed=%d", seed)
                        .isTrue();
            }
        }
        assertThat(fixture.timers.size())
                .isEqualTo(model.values().stream().mapToInt(Set::size).sum());
        assertThat(fixture.pollAll()).isSortedAccordingTo(Comparator.comparingLong(Timer::timestamp));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCameAndWentBetweenTwoBarriersIsNotWritten(boolean longKeys) {
        Fixture fixture = new Fixture(longKeys, 0, 1, List.of());
        for (int i = 0; i < 1000; i++) {
            fixture.select(i);
            fixture.timers.add(fixture.key, i);
        }
        assertThat(fixture.pollAll()).hasSize(1000);
        assertThat(fixture.state.capture(CaptureScope.CHANGED)).isEmpty();

        fixture.select(1);
        fixture.timers.add(fixture.key, 5);
        assertThat(entriesOf(fixture.state.capture(CaptureScope.CHANGED))).isEqualTo(1);
        fixture.timers.remove(fixture.key, 5);
        fixture.timers.add(fixture.key, 5);
        assertThat(fixture.state.capture(CaptureScope.CHANGED)).as("as it was").isEmpty();
        fixture.timers.remove(fixture.key, 5);
        assertThat(entriesOf(fixture.state.capture(CaptureScope.CHANGED)))
                .as("its removal")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBarrierTakesOnlyWhatChangedAmongManyTimers(boolean longKeys) {
        Fixture fixture = new Fixture(longKeys, 0, 1, List.of());
        for (int i = 0; i < 200_000; i++) {
            fixture.select(i % KEYS);
            fixture.timers.add(fixture.key, i);
        }
        assertThat(entriesOf(fixture.state.capture(CaptureScope.CHANGED))).isEqualTo(200_000);
        fixture.select(7);
        fixture.timers.remove(fixture.key, 7);
        fixture.timers.add(fixture.key, 500_000);
        assertThat(entriesOf(fixture.state.capture(CaptureScope.CHANGED))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyHasOneTimerForEachTimestamp(boolean longKeys) {
        Fixture fixture = new Fixture(longKeys, 0, 1, List.of());
        for (int i = 0; i < 3; i++) {
            fixture.select(1);
            fixture.timers.add(fixture.key, 10);
            fixture.select(2);
            fixture.timers.add(fixture.key, 10);
            fixture.timers.add(fixture.key, 9);
            fixture.timers.remove(fixture.key, 8);
        }
        assertThat(fixture.timers.first()).isEqualTo(9);
        assertThat(fixture.pollAll())
                .containsExactlyInAnyOrder(
                        new Timer(fixture.keyOf(2), 9),
                        new Timer(fixture.keyOf(1), 10),
                        new Timer(fixture.keyOf(2), 10));
        assertThat(fixture.timers.first()).isEqualTo(Timestamps.MAX);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void timersAreThereBeforeTheFirstKeyTellsItsType(boolean longKeys) {
        Fixture fixture = new Fixture(longKeys, 0, 1, List.of());
        fixture.select(1);
        fixture.timers.add(fixture.key, 10);
        List<StateDelta> deltas = fixture.state.capture(CaptureScope.CHANGED).stream()
                .map(StateCapture::encode)
                .toList();
        assertThat(StoredKeyType.of(
                        RestoredStates.of(deltas), "stage", getClass().getClassLoader()))
                .isEqualTo(longKeys ? Long.class : Key.class);
        assertThat(StoredKeyType.of(
                        RestoredStates.of(deltas), "another", getClass().getClassLoader()))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false})
    void aKeyTypeThatIsGoneIsTold(boolean longKeys) {
        Fixture fixture = new Fixture(longKeys, 0, 1, List.of());
        fixture.select(1);
        fixture.timers.add(fixture.key, 10);
        List<StateDelta> deltas = fixture.state.capture(CaptureScope.CHANGED).stream()
                .map(StateCapture::encode)
                .map(delta -> new StateDelta(
                        delta.stage(),
                        delta.state(),
                        delta.schema().replace(Key.class.getName(), "gone.Key"),
                        delta.blocks()))
                .toList();
        assertThatThrownBy(() -> StoredKeyType.of(
                        RestoredStates.of(deltas), "stage", getClass().getClassLoader()))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo("unknown-key-type"))
                .hasMessageContaining("gone.Key");
        assertThat(new Fixture(longKeys, 0, 1, deltas).pollAll())
                .as("declared under another name")
                .hasSize(1);
    }

    private static int entriesOf(List<StateCapture> captures) {
        return captures.stream()
                .flatMap(capture -> capture.encode().blocks().stream())
                .mapToInt(StateBlock::entryCount)
                .sum();
    }

    private final class Fixture {
        private final boolean longKeys;
        private final KeyContext key = new KeyContext();
        private final KeyHasher hasher = new KeyHasher();
        private final StageState state;
        private final TimerQueue timers;

        Fixture(boolean longKeys, int subtask, int parallelism, List<StateDelta> restored) {
            this.longKeys = longKeys;
            Class<?> type = restored.isEmpty() || longKeys ? null : Key.class;
            state = new StageState(
                    "stage",
                    new StageState.Subtask(subtask, parallelism),
                    longKeys,
                    type,
                    key,
                    () -> 0,
                    home(restored));
            timers = state.timers(TimeDomain.EVENT_TIME);
            state.declared();
        }

        Object keyOf(int number) {
            return longKeys ? (Object) (number - 150L) : new Key(Colour.values()[number % 2], number);
        }

        int ownerOf(Object selected, int parallelism) {
            return KeyGroups.ownerOf(KeyGroups.groupOf(hasher.hash(selected)), parallelism);
        }

        @Nullable Object select(int number) {
            Object selected = keyOf(number);
            int hash = hasher.hash(selected);
            if (selected instanceof Long primitive) {
                key.set((long) primitive, hash);
            } else {
                key.set(selected, hash);
            }
            return selected;
        }

        void operate(Random random, Set<Timer> model) {
            Object selected = select(random.nextInt(KEYS));
            long timestamp = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(20);
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    timers.add(key, timestamp);
                    model.add(new Timer(selected, timestamp));
                }
                case 4, 5 -> {
                    timers.remove(key, timestamp);
                    model.remove(new Timer(selected, timestamp));
                }
                default -> {
                    if (timers.size() > 0) {
                        long first = timers.first();
                        timers.poll(key);
                        assertThat(model.remove(new Timer(key.key(), first)))
                                .as("%s at %d", key.key(), first)
                                .isTrue();
                    }
                }
            }
            assertThat(timers.size()).isEqualTo(model.size());
        }

        List<Timer> pollAll() {
            List<Timer> all = new ArrayList<>();
            while (timers.size() > 0) {
                long first = timers.first();
                timers.poll(key);
                all.add(new Timer(key.key(), first));
            }
            return all;
        }
    }
}
