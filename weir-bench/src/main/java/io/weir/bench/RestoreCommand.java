package io.weir.bench;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.journal.CheckpointData;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.Journal;
import io.weir.engine.journal.RecoveredJob;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateHome;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serdes;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how fast state comes back: a journal of the given size is written, and then recovered and loaded into tables. */
@Command(name = "restore", description = "Recovers large keyed state.", mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    /** A million entries a checkpoint at most, so that the heap holds it. */
    private static final int KEYS_PER_CHECKPOINT = 1_000_000;

    @Option(names = "--dir", required = true, description = "An empty directory on the disk to measure.")
    private Path directory = Path.of("");

    @Option(names = "--mib", description = "How much state.")
    private int mebibytes = 1024;

    @Option(names = "--text", description = "How long the text is that references tables hold; 0 for flat tables.")
    private int textLength;

    @Option(names = "--rounds", description = "How often it is recovered.")
    private int rounds = 3;

    @Option(names = "--parallelism", description = "How many subtasks share the state.")
    private int parallelism = 1;

    RestoreCommand() {}

    /** A flat value. */
    record Totals(long count, double sum) {}

    /** A value that is an object. */
    record Customer(String name, long cents) {}

    @Override
    public Integer call() throws Exception {
        Bench.printMachine();
        long size = write();
        for (int round = 0; round < rounds; round++) {
            try (LocalJobDirectory files = LocalJobDirectory.open(directory, "restore")) {
                long begin = System.nanoTime();
                long cpuBegin = cpuNanos();
                RecoveredJob job = Journal.recover(files, "restore", () -> "0000000000000001");
                long checked = System.nanoTime();
                List<StageState> loaded = load(
                        job.checkpoint() == null
                                ? RestoredStates.NONE
                                : job.checkpoint().states());
                long end = System.nanoTime();
                long cpu = cpuNanos() - cpuBegin;
                job.journal().close();
                System.out.printf(
                        Locale.ROOT,
                        "%d MiB in %d tables: checked in %d ms, loaded in %d ms, %.0f MB/s; %d ms of processor time, %.0f MB/s%n",
                        size >> 20,
                        loaded.size(),
                        (checked - begin) / 1_000_000,
                        (end - checked) / 1_000_000,
                        size * 1e3 / (end - begin),
                        cpu / 1_000_000,
                        size * 1e3 / cpu);
            }
        }
        return 0;
    }

    /** Writes the state, and returns its size. */
    private long write() {
        long written = 0;
        try (LocalJobDirectory files = LocalJobDirectory.open(directory, "restore")) {
            RecoveredJob job = Journal.recover(files, "restore", () -> "0000000000000001");
            try (Journal journal = job.journal()) {
                long key = 0;
                for (long id = job.firstCheckpointId(); written < (long) mebibytes << 20; id++) {
                    StateDelta delta = delta(key);
                    key += KEYS_PER_CHECKPOINT;
                    for (StateBlock block : delta.blocks()) {
                        written += block.entries().length;
                    }
                    journal.append(new CheckpointData(id, List.of(), List.of(delta), List.of()));
                }
                journal.buildBase();
            }
        }
        return written;
    }

    private StateDelta delta(long firstKey) {
        List<ByteWriter> groups = new ArrayList<>();
        int[] counts = new int[KeyGroups.COUNT];
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            groups.add(new ByteWriter());
        }
        ByteWriter value = new ByteWriter();
        for (long key = firstKey; key < firstKey + KEYS_PER_CHECKPOINT; key++) {
            int group = KeyGroups.groupOf(KeyGroups.hash(key));
            value.clear();
            if (textLength == 0) {
                Serdes.of(Totals.class).write(new Totals(key, key), value);
            } else {
                Serdes.of(Customer.class).write(new Customer("x".repeat(textLength), key), value);
            }
            ByteWriter out = groups.get(group);
            out.writeVarInt(Long.BYTES);
            out.writeLong(key);
            out.writeBoolean(true);
            out.writeVarInt(value.size());
            out.writeRaw(value.array(), 0, value.size());
            counts[group]++;
        }
        List<StateBlock> blocks = new ArrayList<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            blocks.add(new StateBlock(group, counts[group], groups.get(group).toByteArray()));
        }
        String schema = "key=" + Serdes.of(Long.class).schema() + ", value="
                + Serdes.of(type()).schema();
        return new StateDelta("sums", "aggregate", schema, blocks);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Class<?> type() {
        return textLength == 0 ? Totals.class : Customer.class;
    }

    private List<StageState> load(RestoredStates restored) {
        List<StageState> loaded = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            StageState state = new StageState(
                    "sums",
                    new StageState.Subtask(subtask, parallelism),
                    true,
                    null,
                    new KeyContext(),
                    System::currentTimeMillis,
                    new StateHome(restored, null));
            FlatLayout layout = FlatLayout.of(type());
            if (layout == null) {
                state.longTable("aggregate", type());
            } else {
                state.flatTable("aggregate", type(), layout);
            }
            state.declared();
            loaded.add(state);
        }
        return loaded;
    }
}
