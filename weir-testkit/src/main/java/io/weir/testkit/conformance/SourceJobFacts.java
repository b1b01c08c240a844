package io.weir.testkit.conformance;

import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import io.weir.source.SourceSplit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whole jobs in the real engine, whose committed output is compared with what the source's place holds. */
final class SourceJobFacts {

    private static final int KILL_COUNT = 6;
    private static final long JOB_SECONDS_MAX = 100;

    private SourceJobFacts() {}

    /** Killed at a record whenever some more are committed. */
    static <T, S extends SourceSplit> SourceFact<T, S> killedAgainAndAgain(int parallelism) {
        return fresh -> {
            TallySink<T> output = new TallySink<>();
            Kills kills =
                    new Kills(() -> output.committed().size(), fresh.records().size(), KILL_COUNT);
            Pipeline pipeline = Pipeline.named("conformance")
                    .source("in", new PacedSource<>(fresh.subject().source(), kills))
                    .map(record -> {
                        kills.pass();
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
            if (kills.count() == 0) {
                throw new AssertionError("the job was never killed: SourceSubject.records must give more records");
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
}
