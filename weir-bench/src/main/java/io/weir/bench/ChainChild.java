package io.weir.bench;

import io.weir.bench.Entrant.Kind;
import io.weir.bench.JobWorkload.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** In a JVM of its own: one run of W1, W2 or W3. */
@Command(name = ChainChild.NAME, hidden = true)
final class ChainChild implements Callable<Integer> {

    static final String NAME = "chain-child";

    @Option(names = "--workload", required = true)
    private ChainWorkload workload = ChainWorkload.W1;

    @Option(names = "--kind", required = true)
    private String kind = "";

    @Option(names = "--tasks", required = true)
    private int tasks;

    @Option(names = "--keys", required = true)
    private long keys;

    @Option(names = "--interval", required = true)
    private Duration interval = Duration.ZERO;

    @Option(names = "--warmup", required = true)
    private Duration warmup = Duration.ZERO;

    @Option(names = "--measured", required = true)
    private Duration measured = Duration.ZERO;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    static List<String> arguments(
            ChainWorkload workload,
            Entrant entrant,
            long keys,
            Duration interval,
            Measurement measurement,
            Path directory) {
        return List.of(
                NAME,
                "--workload=" + workload,
                "--kind=" + entrant.kind().word(),
                "--tasks=" + entrant.tasks(),
                "--keys=" + keys,
                "--interval=" + Durations.text(interval),
                "--warmup=" + Durations.text(measurement.warmup()),
                "--measured=" + Durations.text(measurement.measured()),
                "--directory=" + directory);
    }

    @Override
    public Integer call() throws Exception {
        ChildJvm.dieWithParent();
        Workload made = workload(Kind.of(kind), new ChainSettings(workload, tasks, keys, interval, directory));
        ChildJvm.tellSettings(made.settings());
        ChildJvm.report(new Measurement(warmup, measured).of(made));
        return 0;
    }

    /** Makes the work of a program; it does not start yet. */
    static Workload workload(Kind program, ChainSettings settings) {
        Generator generator = settings.generator();
        Work work = Work.of(settings.workload(), generator);
        if (program.isPeer()) {
            return ProgramWorkload.ofPeer(settings, work.expected());
        }
        if (program == Kind.WEIR) {
            return new JobWorkload(generator, work, settings.tasks(), settings.interval(), settings.directory());
        }
        long keys = settings.keys();
        LongSums sums = program == Kind.LOOP_UNSAVED ? LongSums.unsaved(keys) : LongSums.saved(keys);
        LoopBody body = switch (settings.workload()) {
            case W1 -> new MapFilterLoop(generator);
            case W2 -> new KeyedSumLoop(generator, sums);
            case W3 -> new WindowedSumLoop(generator, sums);
        };
        return new LoopWorkload(body, work.expected(), settings.interval(), settings.directory());
    }
}
