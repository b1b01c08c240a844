package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Weir;
import io.weir.engine.journal.CheckpointStore;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs whose checkpoints are on a real server. */
class S3JobIT {

    private static final long RECORDS = 4_000;

    @TempDir
    private Path directory;

    private static Pipeline pipeline(MemoryStore<Long> output) {
        return Pipeline.named("sums")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(RECORDS).ratePerSecond(1_000))
                .keyByLong(number -> number % 3)
                .reduce("sum", Long.class, Long::sum)
                .sink("out", MemorySink.to(output))
                .build();
    }

    /** Returns the running sums of the numbers from 0 on, in order. */
    private static List<Long> sums() {
        long[] sums = new long[3];
        return LongStream.range(0, RECORDS)
                .map(number -> sums[(int) (number % 3)] += number)
                .boxed()
                .toList();
    }

    private static Weir on(CheckpointStore store) {
        return Weir.on(store).checkpointInterval(Duration.ofMillis(50));
    }

    private static void awaitSize(MemoryStore<Long> output, int size) throws InterruptedException {
        assertThat(output.awaitCommitted(size, Duration.ofSeconds(100)))
                .as("results: " + size)
                .isTrue();
    }

    @Test
    void aJobThatIsCutOffGoesOnAndItsOutputIsExact() throws Exception {
        S3CheckpointStore store = Servers.store("job");
        MemoryStore<Long> output = new MemoryStore<>();
        for (int size : List.of(500, 1_500, 2_500)) {
            Job job = on(store).start(pipeline(output));
            try {
                awaitSize(output, size);
            } finally {
                job.close();
            }
        }
        try (Job job = on(store).start(pipeline(output))) {
            assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(output.committed()).isEqualTo(sums());
    }

    /** I9: there is no lock; the second takes over, the first learns it, and the output is exact. */
    @Test
    void aSecondProcessTakesTheJobOverFromOneThatRuns() throws Exception {
        S3CheckpointStore store = Servers.store("twice");
        MemoryStore<Long> output = new MemoryStore<>();
        try (Job first = on(store).start(pipeline(output))) {
            awaitSize(output, 500);
            try (Job second = on(store).start(pipeline(output))) {
                assertThatThrownBy(first::join).hasMessageContaining("[superseded-attempt]");
                assertThat(second.join().state()).isEqualTo(JobState.FINISHED);
            }
        }
        assertThat(output.committed()).isEqualTo(sums());
    }

    @Test
    void aJobMovesFromADirectoryToTheServerAndBack() throws Exception {
        S3CheckpointStore store = Servers.store("moved");
        MemoryStore<Long> output = new MemoryStore<>();
        Path before = directory.resolve("before");
        try (Job job =
                Weir.local(before).checkpointInterval(Duration.ofMillis(50)).start(pipeline(output))) {
            awaitSize(output, 500);
            job.stop();
            job.join();
        }
        try (Job job = on(store).startFrom(before).start(pipeline(output))) {
            awaitSize(output, 1_500);
            job.stop();
            job.join();
        }
        try (Job job = Weir.local(directory.resolve("after")).startFrom(store).start(pipeline(output))) {
            assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(output.committed()).isEqualTo(sums());
    }
}
