package io.weir.testkit.conformance;

import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import io.weir.source.SourceSplit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whole jobs in the real engine, whose committed output is compared with what the source's place holds. */
final class SourceJobFacts {

    private static final long SEED = 13;
    private static final int KILL_COUNT = 6;
    private static final long JOB_SECONDS_MAX = 100;

    private SourceJobFacts() {}

    /** Killed at several of the records, each once. */
    static <T, S extends SourceSplit> SourceFact<T, S> killedAgainAndAgain(int parallelism) {
        return fresh -> {
            Set<T> fatal = drawFatal(fresh.records(), SEED + parallelism);
            TallySink<T> output = new TallySink<>();
            Pipeline pipeline = Pipeline.named("conformance")
                    .source("in", fresh.subject().source())
                    .map(record -> {
                        if (fatal.remove(record)) {
                            throw new CrashSchedule.Planted(EngineStep.MAP);
                        }
                        return record;
                    })
                    .sink("out", output)
                    .build();
            try (TemporaryDirectory directory = new TemporaryDirectory();
                    Job job = Weir.local(directory.path())
                            .parallelism(parallelism)
                            .checkpointInterval(Duration.ofMillis(2))
                            .restartStrategy(RestartStrategy.fixedDelay(KILL_COUNT, Duration.ofMillis(1)))
                            .start(pipeline)) {
                end(job, fresh, output);
            }
            fresh.checkAll(output.committed());
            if (!fatal.isEmpty()) {
                throw new AssertionError("the job ended, and never read " + fatal);
            }
        };
    }

    private static <T, S extends SourceSplit> void end(Job job, SourceCase<T, S> fresh, TallySink<T> output)
            throws Exception {
        if (!fresh.isBounded()) {
            output.awaitCommitted(fresh.records().size(), TimeUnit.SECONDS.toMillis(JOB_SECONDS_MAX));
            job.stop();
        }
        try {
            job.join(JOB_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "the job does not come to its end within " + JOB_SECONDS_MAX + " s; it has read "
                            + output.committed(),
                    e);
        }
    }

    private static <T> Set<T> drawFatal(List<T> records, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<T> left = new ArrayList<>(records);
        Set<T> fatal = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < KILL_COUNT && !left.isEmpty(); i++) {
            fatal.add(left.remove(random.nextInt(left.size())));
        }
        return fatal;
    }
}
