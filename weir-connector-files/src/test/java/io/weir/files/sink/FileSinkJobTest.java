package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.files.FileFormat;
import io.weir.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink in whole jobs of the real engine. */
class FileSinkJobTest {

    record Order(String customer, long cents) {}

    @TempDir
    Path directory;

    @Test
    void aJobThatHasEndedHasPublishedFilesThatWereNeitherFullNorOld() throws Exception {
        run(1_000, FileSink.of(out(), FileFormat.csv(Order.class)));

        List<String> lines = PlainReader.lines(out());
        assertThat(PlainReader.files(out())).hasSize(1);
        assertThat(lines).hasSize(1_001).startsWith("customer,cents", "c0,0", "c1,1");
        assertThat(PlainReader.pendingCount(out())).isZero();
    }

    @Test
    void aJobThatHasEndedHasPublishedWhatWaitedToBeMerged() throws Exception {
        run(
                1_000,
                FileSink.of(out(), FileFormat.jsonLines(Order.class))
                        .rollSize(1_000)
                        .compact(1 << 30, Duration.ofDays(1)));

        // Of some thirty that were finished: each commit that comes when the writers have ended publishes what waits.
        assertThat(PlainReader.files(out())).hasSizeLessThan(5);
        assertThat(PlainReader.lines(out())).hasSize(1_000).contains("{\"customer\":\"c7\",\"cents\":7}");
    }

    @Test
    void eventTimesChooseTheDirectory() throws Exception {
        long hour = Instant.parse("2026-11-26T10:00:00Z").toEpochMilli();
        Pipeline pipeline = Pipeline.named("orders")
                .source("orders", GeneratorSource.of(i -> "line-" + i).count(4).timestamps(i -> hour + i * 1_200_000))
                .sink("files", FileSink.lines(out()).partitionByEventTime("'dt='yyyy-MM-dd/'hour='HH"))
                .build();
        start(pipeline).join(60, TimeUnit.SECONDS);

        assertThat(PlainReader.lines(out().resolve("dt=2026-11-26/hour=10")))
                .containsExactly("line-0", "line-1", "line-2");
        assertThat(PlainReader.lines(out().resolve("dt=2026-11-26/hour=11"))).containsExactly("line-3");
    }

    /** No checkpoint comes any more when nothing does. */
    @Test
    void anIdleJobPublishesFilesThatAreOldEnough() throws Exception {
        Pipeline pipeline = Pipeline.named("orders")
                .source("orders", GeneratorSource.of(i -> "line-" + i).ratePerSecond(1))
                .sink("files", FileSink.lines(out()).rollInterval(Duration.ofMillis(1)))
                .build();
        try (Job job = start(pipeline)) {
            awaitLine();
            assertThat(job.state().isFinal()).isFalse();
        }
    }

    private void awaitLine() throws IOException {
        long startNanos = System.nanoTime();
        while (PlainReader.lines(out()).isEmpty()) {
            assertThat(System.nanoTime() - startNanos).isLessThan(TimeUnit.SECONDS.toNanos(60));
        }
    }

    private void run(long count, FileSink<Order> sink) throws Exception {
        Pipeline pipeline = Pipeline.named("orders")
                .source("orders", GeneratorSource.of(i -> new Order("c" + i, i)).count(count))
                .sink("files", sink)
                .build();
        start(pipeline).join(60, TimeUnit.SECONDS);
    }

    private Job start(Pipeline pipeline) {
        return Weir.local(directory.resolve("checkpoints"))
                .checkpointInterval(Duration.ofMillis(10))
                .start(pipeline);
    }

    private Path out() {
        return directory.resolve("out");
    }
}
