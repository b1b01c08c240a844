package io.weir.cli.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.cli.Commands;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint is taken of a job that runs or has stopped, and another directory's job goes on from it. */
class SavepointCommandTest {

    private static final long RECORDS = 3_000;

    @TempDir
    private Path directory;

    private final Commands weir = new Commands();

    private static Pipeline pipeline(MemoryStore<Long> output) {
        return Pipeline.named("sums")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(RECORDS).ratePerSecond(5_000))
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

    private Weir job(String name) {
        return Weir.local(directory.resolve(name)).checkpointInterval(Duration.ofMillis(10));
    }

    private void savepoint() {
        assertThat(weir.run(
                        "savepoint",
                        directory.resolve("job").toString(),
                        directory.resolve("savepoint").toString()))
                .as(weir.err())
                .isZero();
        assertThat(weir.out()).contains("of job sums is in");
    }

    @Test
    void aJobThatWasStoppedGoesOnElsewhere() throws Exception {
        MemoryStore<Long> output = new MemoryStore<>();
        try (Job job = job("job").start(pipeline(output))) {
            awaitSize(output, 500);
            job.stop();
            assertThat(job.join().state()).isEqualTo(JobState.STOPPED);
        }
        savepoint();
        for (int start = 0; start < 2; start++) {
            // The second time the directory has a checkpoint of its own, and the job in it has ended.
            try (Job job =
                    job("elsewhere").startFrom(directory.resolve("savepoint")).start(pipeline(output))) {
                assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
            }
        }
        assertThat(output.committed()).containsExactlyElementsOf(sums());
    }

    @Test
    void aForkWritesWhatComesBehindTheSavepointAgain() throws Exception {
        MemoryStore<Long> output = new MemoryStore<>();
        try (Job job = job("job").start(pipeline(output))) {
            awaitSize(output, 500);
            job.stop();
            job.join();
        }
        savepoint();
        int before = output.committed().size();
        try (Job job = job("job").start(pipeline(output))) {
            job.join();
        }
        assertThat(output.committed()).containsExactlyElementsOf(sums());

        try (Job job = job("fork").forkFrom(directory.resolve("savepoint")).start(pipeline(output))) {
            job.join();
        }

        List<Long> all = output.committed();
        assertThat(all.subList(0, (int) RECORDS)).containsExactlyElementsOf(sums());
        assertThat(all.subList((int) RECORDS, all.size()))
                .containsExactlyElementsOf(sums().subList(before, (int) RECORDS));
    }

    @Test
    void aRunningJobHasSavepointsToo() throws Exception {
        MemoryStore<Long> output = new MemoryStore<>();
        try (Job job = job("job").start(pipeline(output))) {
            awaitSize(output, 500);
            savepoint();
            job.join();
        }
        assertThat(output.committed()).containsExactlyElementsOf(sums());
        assertThat(weir.run(
                        "checkpoints", "verify", directory.resolve("savepoint").toString()))
                .isZero();
        assertThat(weir.run("state", "export", directory.resolve("savepoint").toString()))
                .isZero();
        assertThat(weir.out().lines()).hasSize(3);
        assertThat(weir.run(
                        "savepoint",
                        directory.resolve("job").toString(),
                        directory.resolve("savepoint").toString()))
                .isEqualTo(3);
        assertThat(weir.err()).contains("savepoint-exists");
    }

    @Test
    void anOlderCheckpointIsCopiedByItsNumber() throws Exception {
        MemoryStore<Long> output = new MemoryStore<>();
        try (Job job = job("job").retainCheckpoints(10).start(pipeline(output))) {
            awaitSize(output, 500);
            job.stop();
            job.join();
        }
        String from = directory.resolve("job").toString();
        String to = directory.resolve("savepoint").toString();
        assertThat(weir.run("checkpoints", "list", from)).isZero();
        List<String> lines = weir.out().lines().toList();
        String older = lines.get(lines.size() - 8).strip().split(" ", 2)[0];

        assertThat(weir.run("savepoint", from, to, "--checkpoint", "999999")).isEqualTo(3);
        assertThat(weir.err()).contains("no-checkpoint");
        assertThat(weir.run("savepoint", from, to, "--checkpoint", older))
                .as(weir.err())
                .isZero();
        assertThat(weir.out()).contains("checkpoint " + older + " of job sums is in");

        MemoryStore<Long> again = new MemoryStore<>();
        try (Job job = job("fork").forkFrom(directory.resolve("savepoint")).start(pipeline(again))) {
            job.join();
        }
        int size = again.committed().size();
        assertThat(size).isGreaterThan((int) RECORDS - output.committed().size());
        assertThat(again.committed()).containsExactlyElementsOf(sums().subList((int) RECORDS - size, (int) RECORDS));
    }

    private static void awaitSize(MemoryStore<Long> output, int size) throws InterruptedException {
        while (output.committed().size() < size) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
