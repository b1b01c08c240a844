package io.weir.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.exchange.KeyHasher;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.KeyValueStore;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateHome;
import io.weir.engine.state.StateStores;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import io.weir.serde.Serdes;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.TimeToLive;
import io.weir.state.ValueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RocksDB is a store that state may lie in, and leaves nothing behind. */
class RocksDbStateTest {

    private static final int KEYS = 500;

    @TempDir
    private Path directory;

    private RocksDbState backend() {
        return RocksDbState.in(directory.resolve("scratch")).memory(8 << 20).keysInMemory(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aStoreIsASortedMapOfItsOwn(long seed) {
        Random random = new Random(seed);
        try (StateStores stores = backend().open("job")) {
            List<KeyValueStore> opened = new ArrayList<>();
            List<TreeMap<byte[], byte[]>> models = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                opened.add(stores.open("stage", "state", i));
                models.add(new TreeMap<>(Arrays::compareUnsigned));
            }
            for (int i = 0; i < 5_000; i++) {
                KeyValueStore store = opened.get(i % 3);
                TreeMap<byte[], byte[]> model = models.get(i % 3);
                byte[] key = new byte[random.nextInt(4)];
                random.nextBytes(key);
                if (random.nextInt(3) == 0) {
                    store.delete(key);
                    model.remove(key);
                } else {
                    byte[] value = new byte[random.nextInt(300)];
                    random.nextBytes(value);
                    store.put(key, value);
                    model.put(key, value);
                }
                store.flush();
                byte[] asked = new byte[random.nextInt(3)];
                random.nextBytes(asked);
                assertThat(store.get(asked)).as("seed %d", seed).isEqualTo(model.get(asked));
                List<byte[]> found = new ArrayList<>();
                store.scan(asked, (entryKey, value) -> {
                    assertThat(value).isEqualTo(model.get(entryKey));
                    found.add(entryKey);
                    return found.size() < 5;
                });
                assertThat(found.toArray(new byte[0][]))
                        .as("seed %d", seed)
                        .isDeepEqualTo(model.tailMap(asked, true).keySet().stream()
                                .limit(5)
                                .toArray(byte[][]::new));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void stateReadsAsInMemory(long seed) throws IOException {
        Random random = new Random(seed);
        boolean expiring = seed % 2 == 0;
        long[] clock = {1_000_000};
        RestoredStates restored = RestoredStates.NONE;
        for (int start = 0; start < 4; start++) {
            try (StateStores stores = backend().open("job")) {
                Side memory = new Side(expiring, clock, new StateHome(restored, null));
                Side rocks = new Side(expiring, clock, new StateHome(restored, stores));
                for (int i = 0; i < 4_000; i++) {
                    long key = random.nextInt(KEYS);
                    int what = random.nextInt(8);
                    long drawn = random.nextInt(50);
                    clock[0] += random.nextInt(3);
                    assertThat(rocks.operate(key, what, drawn))
                            .as("seed %d, start %d, operation %d", seed, start, i)
                            .isEqualTo(memory.operate(key, what, drawn));
                    if (random.nextInt(200) == 0) {
                        memory.barrier();
                        rocks.barrier();
                    }
                }
                memory.barrier();
                rocks.barrier();
                restored = RestoredStates.of(random.nextBoolean() ? memory.deltas : rocks.deltas);
            }
        }
        assertThat(scratch()).isEmpty();
    }

    @Test
    void aJobGoesOnWithMoreSubtasksWithOtherBackendsAndLeavesNoScratch() throws Exception {
        MemoryStore<Long> output = new MemoryStore<>();
        Weir weir = Weir.local(directory.resolve("checkpoints")).checkpointInterval(Duration.ofMillis(5));
        Weir withRocks = weir.stateBackend(backend());
        for (Weir each : List.of(withRocks, withRocks.parallelism(3), weir, withRocks.parallelism(2))) {
            try (Job job = each.start(pipeline(output, Long.MAX_VALUE))) {
                int before = output.committed().size();
                while (output.committed().size() < before + 3_000) {
                    assertThatThrownBy(() -> job.join(5, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                }
                // Closed without a last checkpoint, as a crash would leave it.
            }
            assertThat(scratch()).isEmpty();
        }
        List<Long> counts = output.committed();
        Map<Long, Long> next = new TreeMap<>();
        for (long count : counts) {
            long key = count / 1_000_000;
            assertThat(count % 1_000_000).isEqualTo(next.merge(key, 1L, Long::sum));
        }
    }

    private static Pipeline pipeline(MemoryStore<Long> output, long count) {
        return Pipeline.named("counts")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(count).splits(4))
                .keyByLong(number -> number % KEYS)
                .aggregate("count", new Count(0, 0), (sum, number) -> new Count(number % KEYS, sum.count() + 1))
                .map(sum -> sum.key() * 1_000_000 + sum.count())
                .sink("out", MemorySink.to(output))
                .build();
    }

    record Count(long key, long count) {}

    @Test
    void whatAKilledProcessLeftIsDeletedAndWhatIsInUseOrForeignIsNot() throws IOException {
        Path scratch = directory.resolve("scratch");
        Files.createDirectories(scratch.resolve("weir-state-job-00000001/db"));
        Files.createFile(scratch.resolve("weir-state-job-00000001/db/000001.sst"));
        Files.createFile(scratch.resolve("weir-state-job-00000001.lock"));
        Files.createFile(scratch.resolve("somebody's.txt"));
        try (StateStores first = backend().open("job");
                StateStores second = backend().open("job")) {
            assertThat(scratch()).hasSize(5).doesNotContain("weir-state-job-00000001");
            first.open("stage", "state", 0).flush();
            second.open("stage", "state", 0).flush();
        }
        assertThat(scratch()).containsExactly("somebody's.txt");
    }

    @Test
    void theDirectoryOfCheckpointsIsRefused() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        Weir weir = Weir.local(checkpoints);
        MemoryStore<Long> output = new MemoryStore<>();
        try (Job job = weir.start(pipeline(output, 10))) {
            job.join();
        }
        assertThatThrownBy(() -> RocksDbState.in(checkpoints).open("job"))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("scratch-not-usable");
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> RocksDbState.in(file).open("job")).hasMessageContaining("scratch-not-usable");
    }

    @Test
    void aTaskThatGoesOnAfterItsAttemptWasClosedFailsAndDoesNotCrashTheProcess() {
        StateStores stores = backend().open("job");
        KeyValueStore store = stores.open("stage", "state", 0);
        store.put(new byte[1], new byte[1]);
        store.flush();
        stores.close();
        stores.close();
        assertThatThrownBy(() -> store.get(new byte[1])).hasMessageContaining("has been closed");
        assertThatThrownBy(store::flush).hasMessageContaining("has been closed");
        assertThatThrownBy(() -> stores.open("stage", "state", 1)).hasMessageContaining("has been closed");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> backend().memory(1)).hasMessageContaining("invalid-state-memory");
        assertThatThrownBy(() -> backend().keysInMemory(0)).hasMessageContaining("invalid-state-memory");
    }

    private List<String> scratch() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("scratch"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** One state of each kind. */
    private static final class Side {
        private final KeyContext context = new KeyContext();
        private final KeyHasher hasher = new KeyHasher();
        private final StageState state;
        private final ValueState<String> value;
        private final ListState<Long> list;
        private final MapState<String, Long> map;
        private final List<StateDelta> deltas = new ArrayList<>();

        Side(boolean expiring, long[] clock, StateHome home) {
            home.restored().forEach(deltas::add);
            state = new StageState("stage", new StageState.Subtask(0, 1), true, null, context, () -> clock[0], home);
            TimeToLive second = TimeToLive.afterWrite(Duration.ofSeconds(1));
            value = expiring
                    ? state.valueState("value", Serdes.of(String.class), second)
                    : state.valueState("value", Serdes.of(String.class));
            list = state.listState("list", Serdes.of(Long.class));
            map = state.mapState("map", Serdes.of(String.class), Serdes.of(Long.class));
            state.declared();
        }

        List<Object> operate(long key, int what, long drawn) {
            context.set(key, hasher.hash(key));
            switch (what) {
                case 0, 1 -> value.update("v" + drawn);
                case 2 -> value.clear();
                case 3 -> list.add(drawn);
                case 4 -> list.update(drawn % 2 == 0 ? List.of() : List.of(drawn));
                case 5 -> map.put("m" + drawn % 5, drawn);
                case 6 -> map.remove("m" + drawn % 5);
                default -> {}
            }
            return List.of(String.valueOf(value.value()), List.copyOf(list.get()), Map.copyOf(map.entries()));
        }

        void barrier() {
            state.capture(CaptureScope.CHANGED).forEach(capture -> deltas.add(capture.encode()));
        }
    }
}
