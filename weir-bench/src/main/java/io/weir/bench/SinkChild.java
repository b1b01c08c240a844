package io.weir.bench;

import io.weir.basic.GeneratorSource;
import io.weir.bench.SinkContender.Road;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * In a JVM of its own: writes records to a sink's target, smaller numbers of them until it is warm, then those that count. A run lasts from when the first
 * record is made until the last one is committed and everything is closed. Each result is checked.
 */
@Command(name = SinkChild.NAME, hidden = true)
final class SinkChild implements Callable<Integer> {

    static final String NAME = "sink-child";

    private static final int WARM_FRACTION = 4;

    @Option(names = "--target", required = true)
    private SinkTarget target = SinkTarget.LINES;

    @Option(names = "--road", required = true)
    private Road road = Road.LOOP;

    @Option(names = "--tasks", required = true)
    private int tasks;

    @Option(names = "--interval", required = true)
    private Duration interval = Duration.ZERO;

    @Option(names = "--records", required = true)
    private long records;

    @Option(names = "--warmup", required = true)
    private Duration warmup = Duration.ZERO;

    @Option(names = "--url", required = true)
    private String url = "";

    @Option(names = "--user", required = true)
    private String user = "";

    @Option(names = "--server-pid", required = true)
    private long serverPid;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    private int runCount;
    private volatile long firstNanos;

    static List<String> arguments(
            SinkTarget target,
            SinkContender contender,
            long records,
            Duration warmup,
            SinkServer server,
            Path directory) {
        return List.of(
                NAME,
                "--target=" + target,
                "--road=" + contender.road(),
                "--tasks=" + contender.tasks(),
                "--interval=" + Durations.text(contender.interval()),
                "--records=" + records,
                "--warmup=" + Durations.text(warmup),
                "--url=" + server.url(),
                "--user=" + server.user(),
                "--server-pid=" + server.pid(),
                "--directory=" + directory);
    }

    @Override
    public Integer call() throws Exception {
        ChildJvm.dieWithParent();
        long warmNanos = System.nanoTime() + warmup.toNanos();
        while (System.nanoTime() - warmNanos < 0) {
            Map<Figure, Double> unused = run(records / WARM_FRACTION);
        }
        ChildJvm.report(run(records));
        return 0;
    }

    private Map<Figure, Double> run(long count) throws Exception {
        runCount++;
        // Tables and topics of one server must differ from those of other contenders.
        String name = "t" + ProcessHandle.current().pid() + "_" + runCount;
        try (SinkOutput output = output(name)) {
            Usage before = Usage.ofThisProcess();
            long serverBeforeNanos = ServerUsage.nanos(serverPid);
            long checkpointCount = 0;
            if (road == Road.LOOP) {
                output.writeByHand(this::made, count);
            } else {
                checkpointCount = runJob(output, count);
            }
            Usage after = Usage.ofThisProcess();
            long serverNanos = ServerUsage.nanos(serverPid) - serverBeforeNanos;
            check(count, output.tally());
            double seconds = (after.atNanos() - firstNanos) / 1e9;
            Usage afterOfOthers = new Usage(after.atNanos(), after.ownNanos() + serverNanos, after.machineNanos());
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            figures.put(Figure.RATE, count / seconds);
            figures.put(Figure.CPU_NANOS, before.ownSeconds(after) * 1e9 / count);
            figures.put(Figure.SERVER_CPU_NANOS, (double) serverNanos / count);
            figures.put(Figure.CHECKPOINTS, checkpointCount / seconds);
            figures.put(Figure.FOREIGN_CORES, before.foreignCores(afterOfOthers));
            return figures;
        }
    }

    private SinkRecord made(long id) {
        if (id == 0) {
            firstNanos = System.nanoTime();
        }
        return SinkRecord.of(id);
    }

    private SinkOutput output(String name) throws Exception {
        return switch (target) {
            case POSTGRESQL_INSERT, POSTGRESQL_UPSERT, MARIADB_INSERT -> TableOutput.create(target, url, user, name);
            case SQLITE -> TableOutput.create(target, "jdbc:sqlite:" + directory.resolve(name + ".db"), user, name);
            case LINES, CSV_GZIP, PARQUET -> new FileOutput(target, directory.resolve(name));
            case KAFKA -> TopicOutput.create(url, name);
            case WRITE_AHEAD -> new AheadOutput(directory.resolve(name));
        };
    }

    /** Returns how many checkpoints there were. */
    private long runJob(SinkOutput output, long count) throws Exception {
        Pipeline pipeline = Pipeline.named("sinks")
                .source("generate", GeneratorSource.of(this::made).count(count))
                .sink("sink", output.sink(road))
                .build();
        Job job = Weir.local(directory.resolve("journal-" + runCount))
                .parallelism(tasks)
                .checkpointInterval(interval)
                .start(pipeline);
        Receipt receipt = job.join();
        if (receipt.state() != JobState.FINISHED || receipt.restarts() != 0) {
            throw new IllegalStateException("the job did not run through: receipt=" + receipt);
        }
        return receipt.checkpoints();
    }

    private void check(long count, SinkTally found) {
        SinkTally expected = target.isUpsert() ? SinkTally.ofLatest(count) : SinkTally.ofAll(count);
        if (!found.equals(expected)) {
            throw new IllegalStateException("the target has " + found + " and not " + expected);
        }
    }
}
