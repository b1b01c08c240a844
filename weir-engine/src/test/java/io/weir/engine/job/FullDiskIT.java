package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.disk.LoopDisk;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.pipeline.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real job whose checkpoints lie on a real disk that gets full. */
class FullDiskIT {

    private static final int MEBIBYTES = 24;
    private static final int RECORDS = 20_000;

    /** What the job needs is more than this, and less than the disk has. */
    private static final int FREE_BYTES = 600_000;

    @TempDir
    private Path directory;

    private final MemoryStore<Long> output = new MemoryStore<>();
    private LoopDisk disk;

    @BeforeEach
    void make() throws IOException {
        disk = LoopDisk.makeOrSkip(directory, MEBIBYTES);
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void theJobFailsInWordsAndGoesOnExactlyOnceThereIsRoom() throws Exception {
        Path ballast = fill();
        try (Job job = local().restartStrategy(RestartStrategy.fixedDelay(2, Duration.ofMillis(1)))
                .start(pipeline())) {
            assertThatThrownBy(() -> job.join(60, TimeUnit.SECONDS)).isInstanceOfSatisfying(WeirException.class, e -> {
                assertThat(e.code()).isEqualTo("disk-full");
                assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES);
                assertThat(e).hasMessageContaining("free or add space");
            });
        }
        List<Long> before = output.committed();
        assertThat(before).isEqualTo(firstNumbers(before.size())).hasSizeLessThan(RECORDS);

        Files.delete(ballast);
        try (Job job = local().start(pipeline())) {
            assertThat(job.join(60, TimeUnit.SECONDS).state()).isEqualTo(JobState.FINISHED);
        }

        assertThat(output.committed()).isEqualTo(firstNumbers(RECORDS));
        System.out.printf("full disk: committed before it was full=%,d, in the end=%,d%n", before.size(), RECORDS);
    }

    @Test
    void aJobThatIsRetriedWhenThereIsRoomEndsAsIfNothingHadHappened() throws Exception {
        Path ballast = fill();
        try (Job job = local().restartStrategy(RestartStrategy.fixedDelay(1_000, Duration.ofMillis(20)))
                .start(pipeline())) {
            assertThat(output.awaitCommitted(1, Duration.ofSeconds(60))).isTrue();
            // A job that has committed something waits only after a failure.
            while (job.state() != JobState.WAITING) {
                Thread.onSpinWait();
            }
            Files.delete(ballast);
            Receipt receipt = job.join(60, TimeUnit.SECONDS);
            assertThat(receipt.state()).isEqualTo(JobState.FINISHED);
            assertThat(receipt.restarts()).isPositive();
        }
        assertThat(output.committed()).isEqualTo(firstNumbers(RECORDS));
    }

    /** Each record has a key of its own, so each checkpoint takes room and no base saves any. */
    private Pipeline pipeline() {
        return Pipeline.named("growing")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(RECORDS).ratePerSecond(20_000))
                .keyBy(number -> "a key that takes some room, and is the only one of its kind: " + number)
                .aggregate("last", 0L, (last, number) -> number)
                .sink("out", MemorySink.to(output))
                .build();
    }

    private Weir local() {
        return Weir.local(disk.root().resolve("job")).checkpointInterval(Duration.ofMillis(10));
    }

    /** Leaves little room. */
    private Path fill() throws IOException {
        Path ballast = disk.root().resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (Files.getFileStore(disk.root()).getUsableSpace() > FREE_BYTES) {
                out.write(block);
                out.flush();
            }
        }
        disk.writeBack();
        return ballast;
    }

    private static List<Long> firstNumbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }
}
