package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.MapState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A map that was emptied takes no memory after the next barrier, and is lost by nobody who fills it again. */
class EmptiedMapTest extends EitherBackend {

    private static final MapEntries ENTRIES = new MapEntries(Serdes.of(String.class), Serdes.of(Long.class));

    private final KeyContext key = new KeyContext();
    private final KeyHasher hasher = new KeyHasher();

    private void select(long selected, boolean longKeys) {
        int hash = hasher.hash(selected);
        if (longKeys) {
            key.set(selected, hash);
        } else {
            key.set((Object) selected, hash);
        }
    }

    private static ReferenceTable table(boolean longKeys) {
        return longKeys ? new LongTable() : new ObjectTable(new KeyType("stage", Long.class));
    }

    @SuppressWarnings("unchecked") // the map keys are strings
    private static Map<String, Object> changes(TableCapture capture) {
        return (Map<String, Object>) capture.value(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTableForgetsTheKeysOfEmptiedMaps(boolean longKeys) {
        ReferenceTable table = table(longKeys);
        MapState<String, Long> map = new MapStateView<>(table, key);
        for (long first = 0; first < 100_000; first += 100) {
            for (long number = first; number < first + 100; number++) {
                select(number, longKeys);
                map.put("a", number);
                map.put("b", number);
            }
            assertThat(ENTRIES.capture(table).count()).isEqualTo(100);
            for (long number = first; number < first + 100; number++) {
                select(number, longKeys);
                if (number % 2 == 0) {
                    map.clear();
                } else {
                    map.remove("a");
                    map.remove("b");
                }
            }
            assertThat(ENTRIES.capture(table).count()).isEqualTo(100);
        }
        assertThat(table.mask + 1).as("capacity, for 100 keys at a time").isLessThanOrEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMapThatIsFilledAgainLosesNothing(boolean longKeys) {
        ReferenceTable table = table(longKeys);
        MapState<String, Long> map = new MapStateView<>(table, key);
        select(1, longKeys);
        map.put("old", 1L);
        map.clear();
        map.put("before the barrier", 2L);
        TableCapture first = ENTRIES.capture(table);
        assertThat(changes(first)).containsOnly(entry("before the barrier", 2L));

        map.clear();
        TableCapture second = ENTRIES.capture(table);
        assertThat(changes(second)).containsOnly(entry("before the barrier", Table.ABSENT));
        assertThat(map.entries()).isEmpty();

        map.put("after the barrier", 3L);
        for (long number = 1000; number < 10_000; number++) {
            select(number, longKeys);
            map.contains("looked up, so that the table grows");
        }
        select(1, longKeys);
        assertThat(map.entries()).containsOnly(entry("after the barrier", 3L));
        TableCapture third = ENTRIES.capture(table);
        assertThat(third.count()).isEqualTo(1);
        ByteWriter firstKey = new ByteWriter();
        third.writeKey(0, keySerde(), firstKey);
        assertThat(new ByteReader(firstKey.toByteArray()).readLong()).isEqualTo(1);
        assertThat(changes(third)).containsOnly(entry("after the barrier", 3L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void removalsThatNoBarrierTookOutliveTheGrowthOfTheTable(boolean longKeys) {
        ReferenceTable table = table(longKeys);
        MapState<String, Long> map = new MapStateView<>(table, key);
        select(1, longKeys);
        map.put("a", 1L);
        ENTRIES.capture(table);
        map.clear();
        for (long number = 1000; number < 10_000; number++) {
            select(number, longKeys);
            map.contains("looked up, so that the table grows");
        }
        TableCapture capture = ENTRIES.capture(table);
        assertThat(capture.count()).isEqualTo(1);
        assertThat(changes(capture)).containsOnly(entry("a", Table.ABSENT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRestoredMapThatWasEmptiedIsAbsent(boolean longKeys) {
        List<StateDelta> deltas = new ArrayList<>();
        StageState state = state(longKeys, List.of());
        MapState<String, Long> map = state.mapState("map", Serdes.of(String.class), Serdes.of(Long.class));
        select(1, longKeys);
        map.put("a", 1L);
        state.capture(CaptureScope.CHANGED).forEach(capture -> deltas.add(capture.encode()));
        map.clear();
        state.capture(CaptureScope.CHANGED).forEach(capture -> deltas.add(capture.encode()));

        ReferenceTable restored = table(longKeys);
        select(1, longKeys);
        int slot = restored.slotOf(key);
        for (StateDelta delta : deltas) {
            for (StateBlock block : delta.blocks()) {
                StoredEntry entry = new StoredEntry(new ByteReader(block.entries()));
                entry.next();
                Serdes.of(Long.class).read(entry.key());
                ENTRIES.restore(restored, slot, entry);
            }
        }
        assertThat(deltas).hasSize(2);
        assertThat(restored.value(slot)).isSameAs(Table.ABSENT);
    }

    private StageState state(boolean longKeys, List<StateDelta> restored) {
        return new StageState(
                "stage",
                new StageState.Subtask(0, 1),
                longKeys,
                longKeys ? null : Long.class,
                key,
                () -> 0,
                home(restored));
    }

    @SuppressWarnings("unchecked") // the keys are longs
    private static Serde<Object> keySerde() {
        return (Serde<Object>) (Serde<?>) Serdes.of(Long.class);
    }
}
