package io.weir.bench;

import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** In a JVM of its own: fills the state of the recovery benchmark and stops, or starts the job again. */
@Command(name = RecoveryChild.NAME, hidden = true)
final class RecoveryChild implements Callable<Integer> {

    static final String NAME = "recovery-child";

    private static final long LOOK_MILLIS = 1;

    /** Part of the keys that get a second record, so that the journal holds changes behind its base. */
    private static final double UPDATED = 0.2;

    private static final int CHECKED_COUNT = 100_000;

    @Option(names = "--phase", required = true)
    private Phase phase = Phase.FILL;

    @Option(names = "--keys", required = true)
    private long keys;

    @Option(names = "--text-size", required = true)
    private int textSize;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    /** What the child does. */
    enum Phase {
        FILL,
        RECOVER
    }

    static List<String> arguments(Phase phase, RecoveryJob job) {
        return List.of(
                NAME,
                "--phase=" + phase,
                "--keys=" + job.keys(),
                "--text-size=" + job.textSize(),
                "--directory=" + job.directory());
    }

    @Override
    public Integer call() throws Exception {
        ChildJvm.dieWithParent();
        RecoveryJob job = new RecoveryJob(keys, textSize, directory);
        if (phase == Phase.FILL) {
            fill(job);
        } else {
            ChildJvm.report(recover(job));
        }
        return 0;
    }

    private void fill(RecoveryJob settings) throws Exception {
        ResultSink sink = new ResultSink(0);
        try (Job job = settings.start(ProtocolObserver.NONE, sink)) {
            while (sink.lastIndex() < keys * (1 + UPDATED)) {
                requireRunning(job);
                Thread.sleep(LOOK_MILLIS);
            }
            job.stop();
            if (job.join().state() != JobState.STOPPED) {
                throw new IllegalStateException("the job did not stop: receipt=" + job.join());
            }
        }
    }

    private Map<Figure, Double> recover(RecoveryJob settings) throws Exception {
        Map<ProtocolStep, Long> reached = new ConcurrentHashMap<>();
        ResultSink sink = new ResultSink(CHECKED_COUNT);
        long startNanos = System.nanoTime();
        ProtocolObserver observer = (step, checkpointId, where) -> reached.putIfAbsent(step, System.nanoTime());
        try (Job job = settings.start(observer, sink)) {
            while (sink.firstNanos() == 0) {
                requireRunning(job);
                Thread.sleep(LOOK_MILLIS);
            }
            long first = sink.kept().isEmpty() ? 0 : sink.kept().get(0).timestamp();
            while (sink.lastIndex() < first + CHECKED_COUNT) {
                requireRunning(job);
                Thread.sleep(LOOK_MILLIS);
            }
        }
        check(settings.sequence(), sink.kept());
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(
                Figure.RECOVERY_READ,
                (reached.getOrDefault(ProtocolStep.JOURNAL_RECOVERED, startNanos) - startNanos) / 1e9);
        figures.put(
                Figure.RECOVERY_RUNNING, (reached.getOrDefault(ProtocolStep.RUNNING, startNanos) - startNanos) / 1e9);
        figures.put(Figure.RECOVERY_FIRST_RESULT, (sink.firstNanos() - startNanos) / 1e9);
        return figures;
    }

    private static void requireRunning(Job job) throws Exception {
        if (job.state().isFinal()) {
            throw new IllegalStateException("the job has ended: receipt=" + job.join());
        }
    }

    /** The first results after a recovery must go on where the state before it stood. */
    private void check(KeySequence sequence, List<Event> results) {
        long first = results.get(0).timestamp();
        if (first < keys) {
            throw new IllegalStateException("the job began anew: first=" + first);
        }
        long[] sums = new long[Math.toIntExact(keys)];
        for (long index = 0; index < first; index++) {
            sums[(int) sequence.key(index)] += index;
        }
        for (int i = 0; i < results.size(); i++) {
            Event result = results.get(i);
            long index = first + i;
            int key = (int) sequence.key(index);
            sums[key] += index;
            if (result.timestamp() != index || result.key() != key || result.value() != sums[key]) {
                throw new IllegalStateException("a result is wrong: index=" + index + ", key=" + key + ", sum="
                        + sums[key] + ", result=" + result);
            }
        }
    }
}
