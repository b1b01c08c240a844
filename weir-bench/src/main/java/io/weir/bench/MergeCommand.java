package io.weir.bench;

import com.sun.management.ThreadMXBean;
import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.journal.CheckpointData;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.Journal;
import io.weir.serde.ByteWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much of a processor it takes to merge the checkpoints since the last base into a new one: in memory, so that no disk is measured. */
@Command(name = "merge", description = "Merges checkpoints into a base, in memory.", mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {

    private static final long SEED = 1;
    private static final double MEBI = 1 << 20;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "How many entries the base has (default: ${DEFAULT-VALUE}).")
    private int keys = 1_000_000;

    @Option(
            names = "--checkpoints",
            paramLabel = "N",
            description = "How many checkpoints are merged with it (default: ${DEFAULT-VALUE}).")
    private int checkpoints = 20;

    @Option(
            names = "--changes",
            paramLabel = "N",
            description = "How many entries each of them changes (default: ${DEFAULT-VALUE}).")
    private int changes = 100_000;

    @Option(
            names = "--value-size",
            paramLabel = "BYTES",
            description = "The size of a value; a key has 8 bytes (default: ${DEFAULT-VALUE}).")
    private int valueSize = 16;

    @Option(names = "--runs", paramLabel = "N", description = "How often it is measured (default: ${DEFAULT-VALUE}).")
    private int runs = 10;

    private final Random random = new Random(SEED);

    @Override
    public Integer call() {
        Bench.printMachine();
        MemoryStore start = new MemoryStore();
        try (Journal journal = recover(start)) {
            journal.append(checkpoint(1, keys, true));
            journal.buildBase();
            for (int i = 0; i < checkpoints; i++) {
                journal.append(checkpoint(i + 2, changes, false));
            }
        }
        double size = start.size() / MEBI;
        long entries = keys + (long) checkpoints * changes;
        System.out.printf(Locale.ROOT, "%,d entries, %.0f MiB%n", entries, size);
        for (int i = 0; i < runs; i++) {
            measure(start.copy(), size, entries);
        }
        return 0;
    }

    private static void measure(MemoryStore store, double size, long entries) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Journal journal = recover(store)) {
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long processor = thread.getCurrentThreadCpuTime();
            long clock = System.nanoTime();
            journal.buildBase();
            clock = System.nanoTime() - clock;
            processor = thread.getCurrentThreadCpuTime() - processor;
            allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
            System.out.printf(
                    Locale.ROOT,
                    "processor %4d ms, clock %4d ms, %5.0f MiB/s and %4.0f ns an entry of processor time, %5.0f MiB allocated%n",
                    processor / 1_000_000,
                    clock / 1_000_000,
                    size / processor * 1e9,
                    (double) processor / entries,
                    allocated / MEBI);
        }
    }

    private static Journal recover(MemoryStore store) {
        return Journal.recover(store, "merge", () -> "0").journal();
    }

    /** Returns a checkpoint of one state that changes each of the first {@code count} keys, or as many of all keys. */
    private CheckpointData checkpoint(long id, int count, boolean first) {
        ByteWriter[] groups = new ByteWriter[KeyGroups.COUNT];
        int[] counts = new int[KeyGroups.COUNT];
        for (int i = 0; i < count; i++) {
            long key = first ? i : random.nextInt(keys);
            int group = (int) (key % KeyGroups.COUNT);
            groups[group] = groups[group] == null ? new ByteWriter() : groups[group];
            counts[group]++;
            write(groups[group], key, id);
        }
        List<StateBlock> blocks = new ArrayList<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            if (counts[group] > 0) {
                blocks.add(new StateBlock(group, counts[group], groups[group].toByteArray()));
            }
        }
        return new CheckpointData(id, List.of(), List.of(new StateDelta("sum", "total", "s", blocks)), List.of());
    }

    private void write(ByteWriter out, long key, long id) {
        out.writeVarInt(Long.BYTES);
        out.writeLong(key);
        out.writeBoolean(true);
        out.writeVarInt(valueSize);
        for (int i = 0; i < valueSize; i++) {
            out.writeByte((int) id);
        }
    }
}
