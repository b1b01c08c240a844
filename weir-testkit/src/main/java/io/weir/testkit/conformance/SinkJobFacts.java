package io.weir.testkit.conformance;

import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Receipt;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whole jobs in the real engine, whose committed output is compared with their input. */
final class SinkJobFacts {

    private static final long SEED = 7;
    private static final int RESTARTS_MAX = 100;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(10);
    private static final long JOB_SECONDS_MAX = 100;

    private SinkJobFacts() {}

    /** Killed once at every step, then left to its end. */
    static <T, C> SinkFact<T, C> killedAtEveryCall(int parallelism) {
        return fresh -> {
            CrashSchedule schedule = new CrashSchedule(List.of(EngineStep.values()), SEED + parallelism);
            NumberSource source = new NumberSource(schedule::isOver);
            try (TemporaryDirectory directory = new TemporaryDirectory()) {
                Receipt receipt = run(fresh.subject(), source, schedule, parallelism, directory.path(), RESTARTS_MAX);
                if (receipt.state() != JobState.FINISHED) {
                    throw new AssertionError("the job ended as " + receipt);
                }
            }
            checkOutput(fresh.subject(), source.all());
        };
    }

    /** Ended between decision and commit, and started again at another parallelism: 1, 3, 2, 4. */
    static <T, C> void killedAndRescaled(SinkCase<T, C> fresh) throws Exception {
        CrashSchedule schedule = new CrashSchedule(
                List.of(EngineStep.BEFORE_COMMIT, EngineStep.BEFORE_COMMIT, EngineStep.BEFORE_COMMIT), SEED);
        NumberSource source = new NumberSource(schedule::isOver);
        try (TemporaryDirectory directory = new TemporaryDirectory()) {
            for (int parallelism : new int[] {1, 3, 2}) {
                try {
                    Receipt receipt = run(fresh.subject(), source, schedule, parallelism, directory.path(), 0);
                    throw new AssertionError("the job ended as " + receipt + " and should have been killed");
                } catch (RuntimeException e) {
                    checkPlanted(e);
                }
            }
            run(fresh.subject(), source, schedule, 4, directory.path(), 0);
        }
        checkOutput(fresh.subject(), source.all());
    }

    private static void checkPlanted(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CrashSchedule.Planted) {
                return;
            }
        }
        throw e;
    }

    private static <T, C> Receipt run(
            SinkSubject<T, C> subject,
            NumberSource source,
            CrashSchedule schedule,
            int parallelism,
            Path directory,
            int restartsMax)
            throws Exception {
        Pipeline pipeline = Pipeline.named("conformance")
                .source("numbers", source)
                .map(number -> {
                    schedule.reached(EngineStep.MAP);
                    return subject.record(number);
                })
                .sink("out", new CrashingSink<>(subject.sink(), schedule))
                .build();
        Weir weir = Weir.local(directory)
                .parallelism(parallelism)
                .checkpointInterval(CHECKPOINT_INTERVAL)
                .restartStrategy(RestartStrategy.fixedDelay(restartsMax, Duration.ofMillis(1)));
        try (Job job = weir.start(pipeline)) {
            return job.join(JOB_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "the job does not come to its end within " + JOB_SECONDS_MAX + " s; kills not reached: "
                            + schedule.left(),
                    e);
        }
    }

    private static <T, C> void checkOutput(SinkSubject<T, C> subject, List<Long> numbers) throws Exception {
        Map<T, Long> expected = new HashMap<>();
        numbers.forEach(number -> expected.put(subject.record(number), number));
        long deadlineNanos = System.nanoTime() + subject.visibilityMax().toNanos();
        while (true) {
            boolean late = System.nanoTime() - deadlineNanos > 0;
            Set<T> missing = new HashSet<>(expected.keySet());
            List<Long> seen = new ArrayList<>();
            for (T value : subject.visible()) {
                Long number = expected.get(value);
                if (number == null) {
                    throw new AssertionError(
                            "a reader sees what the job did not read, or not in its last run: " + value);
                }
                if (!missing.remove(value)) {
                    throw new AssertionError("written twice: " + value);
                }
                seen.add(number);
            }
            if (!subject.traits().contains(SinkTrait.UNORDERED)) {
                checkOrder(seen);
            }
            if (missing.isEmpty()) {
                return;
            }
            if (late) {
                throw new AssertionError("lost: " + Excerpt.of(missing));
            }
        }
    }

    private static void checkOrder(List<Long> seen) {
        Map<Long, Long> last = new HashMap<>();
        for (long number : seen) {
            Long before = last.put(number / NumberSource.SPLIT_STRIDE, number);
            if (before != null && before > number) {
                throw new AssertionError("records of one split are out of order: " + before + " before " + number);
            }
        }
    }
}
