package io.weir.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.ValueState;
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
        int keys = seed % 2 == 0 ? 300 : 50_000;
        for (int i = 0; i < OPERATIONS; i++) {
            operate(random, table, model, keys);
            if (random.nextInt(2_000) == 0) {
                captured.addAll(state.capture(Deltas.anyScope(random)));
            }
            if (random.nextInt(3) == 0 && !captured.isEmpty()) {
                captured.get(captured.size() - 1).copy(random.nextInt(20));
            }
            if (random.nextInt(2_000) == 0 && captured.size() > 1) {
                // All but the last are copied. Their arrays serve the next ones.
                Deltas.add(deltas, captured.remove(0));
            }
        }
        captured.addAll(state.capture(Deltas.anyScope(random)));
        Map<Long, Object> atBarrier = new HashMap<>(model);
        StateCapture last = captured.get(captured.size() - 1);
        boolean copied = false;
        for (int i = 0; i < 1_000 || !copied; i++) {
            operate(random, table, model, keys);
            copied = last.copy(random.nextInt(3));
        }
        captured.forEach(capture -> Deltas.add(deltas, capture));

        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            Map<Long, Object> restored = new HashMap<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                FlatTable part =
                        state(subtask, parallelism, deltas).flatTable("totals", Totals.class, layout(Totals.class));
                for (Long key : atBarrier.keySet()) {
                    if (KeyGroups.ownerOf(KeyGroups.groupOf(KeyGroups.hash(key)), parallelism) == subtask) {
                        restored.put(key, part.value(part.slotOf(key)));
                    }
                }
            }
            assertThat(restored)
                    .as("seed=%d, parallelism=%d", seed, parallelism)
                    .isEqualTo(atBarrier);
        }
    }

    /** So many that those of a group are gathered before they are put into their block. */
    @Test
    void manyEntriesAreRestoredAsTheyWereAtTheBarrier() {
        Random random = new Random(5);
        StageState state = state(0, 1, List.of());
        FlatTable table = state.flatTable("totals", Totals.class, layout(Totals.class));
        Map<Long, Object> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            put(table, model, random.nextLong(), Totals.random(random));
        }
        List<StateDelta> deltas = new ArrayList<>();
        Deltas.add(deltas, copied(state));
        for (Long key : List.copyOf(model.keySet())) {
            boolean removed = random.nextInt(3) == 0 || KeyGroups.groupOf(KeyGroups.hash(key)) == 7;
            put(table, model, key, removed ? Table.ABSENT : Totals.random(random));
        }
        Deltas.add(deltas, copied(state));
        for (Long key : List.copyOf(model.keySet())) {
            if (random.nextInt(50) == 0) {
                put(table, model, key, Totals.random(random));
            }
        }
        Deltas.add(deltas, copied(state));

        FlatTable after = state(0, 1, deltas).flatTable("totals", Totals.class, layout(Totals.class));
        Map<Long, Object> restored = new HashMap<>();
        for (Long key : model.keySet()) {
            restored.put(key, after.value(after.slotOf(key)));
        }
        assertThat(restored).isEqualTo(model);
    }

    @Test
    void aRemovalAmongManyEntriesIsRestoredWhereverItLies() {
        for (long removed : new long[] {1, 2_048, 2_049, 10_000}) {
            StageState state = state(0, 1, List.of());
            FlatTable table = state.flatTable("longs", Long.class, layout(Long.class));
            for (long key = 1; key <= 10_000; key++) {
                table.set(table.slotOf(key), key);
            }
            // Its slot is what counts, and not its number.
            int slot = Table.NO_SLOT;
            for (long i = 0; i < removed; i++) {
                slot = table.nextSlot(slot);
            }
            long key = table.key(slot);
            table.set(slot, Table.ABSENT);

            FlatTable after =
                    state(0, 1, List.of(copied(state).encode())).flatTable("longs", Long.class, layout(Long.class));

            assertThat(after.entryCount()).isEqualTo(9_999);
            assertThat(after.value(after.slotOf(key))).isEqualTo(Table.ABSENT);
        }
    }

    @Test
    void aCaptureIsEncodedOnce() {
        StageState state = state(0, 1, List.of());
        FlatTable table = state.flatTable("longs", Long.class, layout(Long.class));
        for (long key = 1; key <= 10_000; key++) {
            table.set(table.slotOf(key), key);
        }
        StateCapture capture = copied(state);
        capture.encode();
        assertThatThrownBy(capture::encode).hasMessageContaining("encoded twice");
    }

    @Test
    void aCaptureIsNotEncodedBeforeItIsCopied() {
        StageState state = state(0, 1, List.of());
        FlatTable table = state.flatTable("longs", Long.class, layout(Long.class));
        for (long key = 1; key <= 100; key++) {
            table.set(table.slotOf(key), key);
        }
        StateCapture capture = state.capture(CaptureScope.CHANGED).get(0);
        assertThat(capture.copy(99)).isFalse();
        assertThatThrownBy(capture::encode).hasMessageContaining("before it was copied");
        assertThat(capture.copy(1)).isTrue();
        assertThat(capture.encode().blocks()).isNotEmpty();
    }

    private static StateCapture copied(StageState state) {
        StateCapture capture = state.capture(CaptureScope.CHANGED).get(0);
        boolean copied = false;
        while (!copied) {
            copied = capture.copy(4_096);
        }
        return capture;
    }

    private static void put(FlatTable table, Map<Long, Object> model, long key, Object value) {
        table.set(table.slotOf(key), value);
        model.put(key, value);
    }

    @Test
    void theLastBarrierIsCopiedBeforeTheNextIsTaken() {
        StageState state = state(0, 1, List.of());
        FlatTable table = state.flatTable("longs", Long.class, layout(Long.class));
        for (long key = 0; key < 10; key++) {
            table.set(table.slotOf(key), key);
        }
        StateCapture first = state.capture(CaptureScope.CHANGED).get(0);
        assertThat(first.copy(4)).isFalse();
        table.set(table.slotOf(9), 99L);
        StateCapture second = state.capture(CaptureScope.CHANGED).get(0);

        assertThat(first.copy(0)).as("nothing is left to be copied").isTrue();
        assertThat(second.copy(1)).isTrue();
        Map<Long, Object> restored = new HashMap<>();
        FlatTable after = state(0, 1, List.of(first.encode())).flatTable("longs", Long.class, layout(Long.class));
        for (long key = 0; key < 10; key++) {
            restored.put(key, after.value(after.slotOf(key)));
        }
        assertThat(restored).hasSize(10).containsEntry(9L, 9L).containsEntry(0L, 0L);
    }

    private static void operate(Random random, FlatTable table, Map<Long, Object> model, int keys) {
        // The key 0 has a cell of its own, and small keys come often.
        long key = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextInt(keys) * 0x9E3779B97F4A7C15L;
        int slot = table.slotOf(key);
        assertThat(table.value(slot)).isEqualTo(model.getOrDefault(key, Table.ABSENT));
        Object value = random.nextInt(3) == 0 ? Table.ABSENT : Totals.random(random);
        table.set(slot, value);
        model.put(key, value);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 16, 1_000, 4_096, 1L << 32, 1L << 40, 0x9E3779B97F4A7C15L, -3})
    void keysThatAreAlikeAreFoundNearWhereTheyAreLookedFor(long step) {
        FlatTable table = state(0, 1, List.of()).flatTable("longs", Long.class, layout(Long.class));
        for (long i = 1; i <= 50_000; i++) {
            table.set(table.slotOf(i * step), i);
        }
        long steps = 0;
        for (long i = 1; i <= 50_000; i++) {
            assertThat(table.value(table.slotOf(i * step))).isEqualTo(i);
            steps += table.distance(i * step, table.slotOf(i * step));
        }
        assertThat(steps).as("slots looked at in vain").isLessThan(50_000);
    }

    @Test
    void whatComesInTheOrderOfAnotherTableDoesNotPileUp() {
        StageState state = state(0, 1, List.of());
        FlatTable from = state.flatTable("from", Long.class, layout(Long.class));
        for (long key = 1; key <= 100_000; key++) {
            from.set(from.slotOf(key), key);
        }
        FlatTable into = state.flatTable("into", Long.class, layout(Long.class));
        int farthest = 0;
        for (int slot = from.nextSlot(Table.NO_SLOT); slot != Table.NO_SLOT; slot = from.nextSlot(slot)) {
            into.set(into.slotOf(from, slot), from.value(slot));
            farthest = Math.max(farthest, into.distance(from.key(slot), into.slotOf(from, slot)));
        }
        assertThat(into.takenCount()).isEqualTo(100_000);
        assertThat(farthest).isLessThan(500);
    }

    /** Keys like chance fill five eighths of a table, and are looked for near where they are. */
    @Test
    void keysLikeChanceAreFoundNearWhereTheyAreLookedForWhenTheTableIsFull() {
        Random random = new Random(3);
        FlatTable table = state(0, 1, List.of()).flatTable("longs", Long.class, layout(Long.class));
        int full = (1 << 17) / 8 * 5;
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < full; i++) {
            long key = random.nextLong();
            keys.add(key);
            table.set(table.slotOf(key), key);
        }
        assertThat(table.cells().length).isEqualTo(FlatTable.LEAD + ((1 << 17) + 1) * 2);
        long steps = keys.stream()
                .mapToLong(key -> table.distance(key, table.slotOf(key)))
                .sum();
        assertThat((double) steps / full).as("0.83 by Knuth").isBetween(0.75, 0.91);
        table.set(table.slotOf(1), 1L);
        assertThat(table.cells().length).isEqualTo(FlatTable.LEAD + ((1 << 18) + 1) * 2);
    }

    /** From then on a stage that is fused with its source gathers records, to look at their keys ahead. */
    @Test
    void itIsLargeFromFourMebibytesOn() {
        FlatTable table = state(0, 1, List.of()).flatTable("longs", Long.class, layout(Long.class));
        table.expect(1 << 16);
        assertThat(table.cells().length * (long) Long.BYTES).isBetween(2L << 20, (4L << 20) - 1);
        assertThat(table.isLarge()).isFalse();
        table.expect(1 << 17);
        assertThat(table.cells().length * (long) Long.BYTES).isBetween(4L << 20, 5L << 20);
        assertThat(table.isLarge()).isTrue();
    }

    @Test
    void aTableOfObjectsIsLargeFromHalfAMillionSlotsOn() {
        LongTable table = state(0, 1, List.of()).longTable("texts", String.class);
        table.expect(1 << 17);
        assertThat(table.isLarge()).isFalse();
        table.expect(1 << 18);
        assertThat(table.isLarge()).isTrue();
    }

    /** Behind the header of an array, 16 bytes, the cells of a large one begin where a line does. */
    @Test
    void aCellOfAPowerOfTwoLiesInOneLineOfTheCache() {
        FlatTable table = state(0, 1, List.of()).flatTable("three", Three.class, layout(Three.class));
        for (long key = 0; key < 1_000; key++) {
            int begin = (16 + (table.valueAt(table.slotOf(key)) - 1) * Long.BYTES) % 64;
            assertThat(begin + 4 * Long.BYTES).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void removedKeysMakeRoomWhenTheTableGrows() {
        StageState state = state(0, 1, List.of());
        FlatTable table = state.flatTable("longs", Long.class, layout(Long.class));
        for (long key = 1; key <= 100_000; key++) {
            int slot = table.slotOf(key);
            table.set(slot, key);
            state.capture(CaptureScope.CHANGED);
            table.set(slot, Table.ABSENT);
            state.capture(CaptureScope.CHANGED);
        }
        assertThat(table.cells().length).isEqualTo(FlatTable.LEAD + (Table.INITIAL_CAPACITY + 1) * 2);
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
    void wordsAreWrittenAndReadAsTheSerdeDoes() {
        Random random = new Random(8);
        for (int i = 0; i < 1_000; i++) {
            assertWrittenAlike(Totals.random(random));
        }
        for (Object value :
                new Object[] {7L, -8, 2.5, Float.NaN, (short) -3, (byte) -4, '\uFFFF', true, false, new Hidden(9)}) {
            assertWrittenAlike(value);
        }
    }

    private static void assertWrittenAlike(Object value) {
        FlatLayout layout = layout(value.getClass());
        @SuppressWarnings("unchecked")
        Serde<Object> serde = (Serde<Object>) Serdes.of(value.getClass());
        ByteWriter expected = new ByteWriter();
        serde.write(value, expected);
        long[] cells = new long[layout.words() + 1];
        layout.write(value, cells, 1);
        byte[] actual = new byte[layout.codec().size()];
        assertThat(layout.codec().write(cells, 1, actual, 0)).isEqualTo(actual.length);
        assertThat(actual).as("%s", value).isEqualTo(expected.toByteArray());

        long[] read = new long[layout.words() + 1];
        layout.codec().read(new ByteReader(actual), read, 1);
        assertThat(layout.read(read, 1)).isEqualTo(value);
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

    record Three(long first, long second, long third) {}

    /** A value whose second component cannot be read. */
    record Torn(long first, long second) {
        @Override
        public long second() {
            if (second < 0) {
                throw new IllegalStateException("planted");
            }
            return second;
        }
    }

    @Test
    void aValueThatIsRefusedLeavesTheStateAsItWas() {
        KeyContext key = new KeyContext();
        StageState state = new StageState(
                "stage",
                new StageState.Subtask(0, 1),
                true,
                null,
                key,
                () -> 0,
                new StateHome(RestoredStates.of(List.of()), null));
        ValueState<Torn> torn = state.valueState("torn", Torn.class);
        assertThat(torn).isInstanceOf(FlatValueState.class);
        key.set(7, KeyGroups.hash(7));

        assertThatThrownBy(() -> torn.update(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> torn.update(new Torn(1, -1))).hasMessage("planted");
        assertThat(torn.value()).isNull();
        assertThat(state.capture(CaptureScope.CHANGED)).isEmpty();

        torn.update(new Torn(1, 2));
        assertThatThrownBy(() -> torn.update(new Torn(3, -1))).hasMessage("planted");
        assertThat(torn.value()).isEqualTo(new Torn(1, 2));
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
