package io.weir.bench;

import io.weir.bench.nexmark.Checksum;
import io.weir.bench.nexmark.NexmarkProgram.Outcome;
import io.weir.bench.nexmark.NexmarkRun;
import io.weir.bench.nexmark.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** In a JVM of its own: one run of a query of NEXMark. */
@Command(name = NexmarkChild.NAME, hidden = true)
final class NexmarkChild implements Callable<Integer> {

    static final String NAME = "nexmark-child";

    @Option(names = "--engine", required = true)
    private NexmarkEngine engine = NexmarkEngine.WEIR;

    @Option(names = "--query", required = true)
    private Query query = Query.Q0;

    @Option(names = "--events", required = true)
    private long events;

    @Option(names = "--warmup-events", required = true)
    private long warmup;

    @Option(names = "--tasks", required = true)
    private int tasks;

    @Option(names = "--interval", required = true)
    private Duration interval = Duration.ZERO;

    @Option(names = "--one-in", required = true)
    private int oneIn;

    @Option(names = "--expected", required = true)
    private String expected = "";

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    static List<String> arguments(NexmarkEngine engine, NexmarkRun run, Checksum expected) {
        return List.of(
                NAME,
                "--engine=" + engine,
                "--query=" + run.query(),
                "--events=" + run.events(),
                "--warmup-events=" + run.warmup(),
                "--tasks=" + run.tasks(),
                "--interval=" + Durations.text(run.interval()),
                "--one-in=" + run.oneIn(),
                "--expected=" + expected,
                "--directory=" + run.directory());
    }

    @Override
    public Integer call() throws Exception {
        ChildJvm.dieWithParent();
        Usage before = Usage.ofThisProcess();
        Outcome outcome =
                engine.program().run(new NexmarkRun(query, events, warmup, tasks, interval, oneIn, directory));
        Usage after = Usage.ofThisProcess();
        if (!outcome.checksum().equals(Checksum.parse(expected))) {
            throw new IllegalStateException("the results are wrong: query=" + query + ", expected=" + expected
                    + ", actual=" + outcome.checksum());
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RATE, (events - warmup) / outcome.seconds());
        figures.put(Figure.CPU_NANOS, outcome.processorSeconds() * 1e9 / (events - warmup));
        figures.put(Figure.RESULTS, (double) outcome.results());
        figures.put(Figure.FOREIGN_CORES, before.foreignCores(after));
        ChildJvm.report(figures);
        return 0;
    }
}
