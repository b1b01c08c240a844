package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.journal.CheckpointSummary;
import io.weir.engine.journal.Savepoint;
import io.weir.engine.local.LocalFiles;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that writes base after base keeps its last checkpoints, and another goes on from one of them. */
class RetainedCheckpointsTest {

    private static final int RETAINED = 12;
    private static final int KEYS = 50;

    @TempDir
    Path directory;

    /** Large, so that the journal is shortened every now and then. */
    record Kept(long sum, String ballast) {}

    private static Pipeline pipeline(MemoryStore<Long> output, AtomicLong seenMax) {
        return Pipeline.named("retaining")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(800))
                .map(number -> {
                    seenMax.accumulateAndGet(number, Math::max);
                    return number;
                })
                .keyByLong(number -> number % KEYS)
                .aggregate(
                        "sum",
                        new Kept(0, ""),
                        (kept, number) -> new Kept(
                                kept.sum() + number, Long.toString(number).repeat(4_000)))
                .map(Kept::sum)
                .sink("out", MemorySink.to(output))
                .build();
    }

    private Weir job(String name) {
        return Weir.local(directory.resolve(name))
                .checkpointInterval(Duration.ofMillis(20))
                .retainCheckpoints(RETAINED);
    }

    private List<CheckpointSummary> checkpoints() {
        return CheckpointDirectory.of(directory.resolve("job")).summary().checkpoints();
    }

    @Test
    void theLastOnesCanBeReadWhileBasesAreMadeAndAJobGoesOnFromOneOfThem() throws Exception {
        MemoryStore<Long> output = new MemoryStore<>();
        AtomicLong seenMax = new AtomicLong();
        try (Job job = job("job").start(pipeline(output, seenMax))) {
            assertThat(output.awaitCommitted(800, Duration.ofSeconds(60))).isTrue();
            long oldest = 0;
            int shortened = 0;
            while (shortened < 3) {
                List<CheckpointSummary> there = checkpoints();
                // The first attempt's ids are 1, 2, 3, so the last of them says how many were decided.
                long decided = there.get(there.size() - 1).checkpointId();
                assertThat(there).hasSizeGreaterThanOrEqualTo((int) Math.min(RETAINED, decided));
                shortened += there.get(0).checkpointId() > oldest ? 1 : 0;
                oldest = there.get(0).checkpointId();
            }
            job.stop();
            job.join();
        }
        List<CheckpointSummary> there = checkpoints();
        long chosen = there.get(there.size() - RETAINED).checkpointId();
        try (LocalJobDirectory to = LocalJobDirectory.open(directory.resolve("savepoint"), "savepoint")) {
            Savepoint.copy(LocalFiles.of(directory.resolve("job")), to, null, chosen);
        }

        MemoryStore<Long> again = new MemoryStore<>();
        try (Job job = job("fork").forkFrom(directory.resolve("savepoint")).start(pipeline(again, seenMax))) {
            assertThat(again.awaitCommitted(800, Duration.ofSeconds(60))).isTrue();
            job.stop();
            job.join();
        }
        // The sums of the numbers from 0 on, key by key; the fork begins where the chosen checkpoint was.
        long[] sums = new long[KEYS];
        List<Long> expected = java.util.stream.LongStream.rangeClosed(0, seenMax.get())
                .map(number -> sums[(int) (number % KEYS)] += number)
                .boxed()
                .toList();
        int from = expected.indexOf(again.committed().get(KEYS)) - KEYS;
        assertThat(from).isBetween(1, output.committed().size() - 1);
        assertThat(again.committed())
                .isEqualTo(expected.subList(from, from + again.committed().size()));
    }
}
