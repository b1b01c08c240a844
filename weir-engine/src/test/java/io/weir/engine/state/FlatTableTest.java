package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table without objects holds, captures and restores what a map would. */
class FlatTableTest {

    private static final int OPERATIONS = 60_000;

    record Totals(long count, double sum, int last, boolean open, byte kind, short code, char letter, float rate) {

        static Totals random(Random random) {
            return new Totals(
                    random.nextLong(),
                    Double.longBitsToDouble(random.nextLong()),
                    random.nextInt(),
                    random.nextBoolean(),
                    (byte) random.nextInt(),
                    (short) random.nextInt(),
                    (char) random.nextInt(),
                    Float.intBitsToFloat(random.nextInt()));
        }
    }

    private record Hidden(long value) {}

    private record Named(String name, long value) {}

    private record Nothing() {}

    private enum Color {
        RED
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void restoresWhatItHeldAtTheBarrier(long seed) {
        Random random = new Random(seed);
        Map<Long, Object> model = new HashMap<>();
        StageState state = state(0, 1, List.of());
        FlatTable table = state.flatTable("totals", Totals.class, layout(Totals.class));
        List<StateDelta> deltas = new ArrayList<>();
        List<StateCapture> captured = new ArrayList<>();
        int keys = seed % 2 == 0 ? 300 : 20_000;
        for (int i = 0; i < OPERATIONS; i++) {
            operate(random, table, model, keys);
            if (random.nextInt(2_000) == 0) {
                captured.addAll(state.capture());
            }
        }
        captured.addAll(state.capture());
        Map<Long, Object> atBarrier = new HashMap<>(model);
        for (int i = 0; i < 1_000; i++) {
            operate(random, table, model, keys);
        }
        captured.forEach(capture -> deltas.add(capture.encode()));

        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            Map<Long, Object> restored = new HashMap<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                FlatTable part =
                        state(subtask, parallelism, deltas).flatTable("totals", Totals.class, layout(Totals.class));
                for (Long key : atBarrier.keySet()) {
                    if (KeyGroups.ownerOf(KeyGroups.groupOf(KeyGroups.hash(key)), parallelism) == subtask) {
                        restored.put(key, part.value(part.slotOf(key, KeyGroups.hash(key))));
                    }
                }
            }
            assertThat(restored)
                    .as("seed=%d, parallelism=%d", seed, parallelism)
                    .isEqualTo(atBarrier);
        }
    }

    /** Marks count captures; behind the last number they begin anew. */
    @Test
    void goesOnWhenTheNumbersOfCapturesAreUsedUp() {
        FlatTable table = new FlatTable(layout(Long.class), FlatTable.epochMax() - 1);
        for (int round = 0; round < 4; round++) {
            table.set(table.slotOf(0, KeyGroups.hash(0)), 100L + round);
            table.set(table.slotOf(5 + round, KeyGroups.hash(5 + round)), 7L);
            table.set(table.slotOf(3, KeyGroups.hash(3)), round % 2 == 0 ? Table.ABSENT : (Object) 1L);
            FlatCapture captured = table.capture();

            assertThat(captured.count()).as("round %d", round).isEqualTo(3);
            assertThat(captured.value(0)).isEqualTo(100L + round);
            assertThat(captured.value(1)).isEqualTo(7L);
            assertThat(captured.value(2)).isEqualTo(round % 2 == 0 ? Table.ABSENT : (Object) 1L);
            assertThat(table.capture().count()).isZero();
        }
    }

    private static void operate(Random random, FlatTable table, Map<Long, Object> model, int keys) {
        // The key 0 has a cell of its own, and small keys come often.
        long key = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextInt(keys) * 0x9E3779B97F4A7C15L;
        int slot = table.slotOf(key, KeyGroups.hash(key));
        assertThat(table.value(slot)).isEqualTo(model.getOrDefault(key, Table.ABSENT));
        Object value = random.nextInt(3) == 0 ? Table.ABSENT : Totals.random(random);
        table.set(slot, value);
        model.put(key, value);
    }

    @Test
    void removedKeysMakeRoomWhenTheTableGrows() {
        StageState state = state(0, 1, List.of());
        FlatTable table = state.flatTable("longs", Long.class, layout(Long.class));
        for (long key = 1; key <= 100_000; key++) {
            int slot = table.slotOf(key, KeyGroups.hash(key));
            table.set(slot, key);
            state.capture();
            table.set(slot, Table.ABSENT);
            state.capture();
        }
        assertThat(table.cells().length).isEqualTo(2 + (Table.INITIAL_CAPACITY + 1) * 3);
    }

    @Test
    void everyPrimitiveKeepsItsBits() {
        Random random = new Random(7);
        FlatLayout layout = layout(Totals.class);
        long[] cells = new long[layout.words() + 2];
        for (int i = 0; i < 10_000; i++) {
            Totals totals = Totals.random(random);
            layout.write(totals, cells, 2);
            assertThat(layout.read(cells, 2)).isEqualTo(totals);
        }
        assertThat(cells[0]).isZero();
        assertThat(cells[1]).isZero();
    }

    @Test
    void boxesAndPrivateRecordsHaveLayouts() {
        for (Object value : new Object[] {7L, 8, 2.5, 1.5f, (short) 3, (byte) 4, 'x', true, new Hidden(9)}) {
            FlatLayout layout = layout(value.getClass());
            long[] cells = new long[layout.words()];
            layout.write(value, cells, 0);
            assertThat(layout.read(cells, 0)).isEqualTo(value);
        }
    }

    @Test
    void whatNeedsObjectsHasNoLayout() {
        for (Class<?> type : List.of(
                String.class, Named.class, Nothing.class, Color.class, Object.class, Number.class, long[].class)) {
            assertThat(FlatLayout.of(type)).as(type.getName()).isNull();
        }
    }

    @Test
    void aValueOfAnotherClassIsRefused() {
        FlatLayout layout = layout(Hidden.class);
        assertThatThrownBy(() -> layout.write(7L, new long[1], 0)).isInstanceOf(ClassCastException.class);
    }

    private static FlatLayout layout(Class<?> type) {
        return Objects.requireNonNull(FlatLayout.of(type), type.getName());
    }

    private static StageState state(int subtask, int parallelism, List<StateDelta> restored) {
        return new StageState(
                "stage",
                new StageState.Subtask(subtask, parallelism),
                true,
                null,
                new KeyContext(),
                () -> 0,
                new StateHome(RestoredStates.of(restored), null));
    }
}
