package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncSettings;
import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests on this machine's threads and clock: answers come from foreign threads, and nothing but them wakes the task. */
class LocalAsyncTest {

    private static final int RECORDS = 3_000;
    private static final int CAPACITY = 50;

    @TempDir
    Path directory;

    private final MemoryStore<String> output = new MemoryStore<>();
    private final ScheduledExecutorService service = Executors.newScheduledThreadPool(3);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();

    @AfterEach
    void stopService() {
        service.shutdownNow();
    }

    @Test
    void everyRecordHasItsResultOnceInOrderWithStopsAtSeveralParallelisms() throws Exception {
        JobState state = JobState.STOPPED;
        for (int run = 0; state != JobState.FINISHED; run++) {
            assertThat(run).isLessThan(100);
            try (Job job = local().parallelism(1 + run % 3).start(pipeline())) {
                output.awaitCommitted(Math.min(RECORDS, 700 * (run + 1)), Duration.ofSeconds(30));
                if (run < 3) {
                    job.stop();
                }
                state = job.join().state();
            }
        }
        List<String> expected = new ArrayList<>();
        for (long i = 0; i < RECORDS; i++) {
            expected.add("answer to " + i);
        }
        assertThat(output.committed()).isEqualTo(expected);
        assertThat(mostUnderWay.get())
                .as("many at a time, and no more than allowed")
                .isBetween(2, CAPACITY);
    }

    @Test
    void aLookupJoinJoinsWhatIsFoundAndWhatIsNot() throws Exception {
        Pipeline pipeline = Pipeline.named("joining")
                .source("numbers", GeneratorSource.of(index -> index).count(100))
                .lookupJoin(
                        "names",
                        AsyncSettings.unordered(Duration.ofSeconds(30)),
                        number -> number % 10,
                        this::nameOf,
                        (number, name) -> number + " " + name.orElse("nobody"))
                .sink("output", MemorySink.to(output))
                .build();
        try (Job job = local().start(pipeline)) {
            assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add(i + (i % 10 < 5 ? " name" + i % 10 : " nobody"));
        }
        assertThat(output.committed()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Checkpoints that only carry on what was restored are no progress: a service that is down for good must end the job. */
    @Test
    void aServiceThatIsDownEndsTheJobThoughCheckpointsGoOn() {
        Pipeline pipeline = Pipeline.named("down")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(1_000).ratePerSecond(500))
                .async("ask", AsyncSettings.ordered(Duration.ofSeconds(30)), () -> number -> failingLater())
                .sink("output", MemorySink.to(output))
                .build();
        try (Job job = local().restartStrategy(
                        new RestartStrategy.ExponentialDelay(3, Duration.ofMillis(5), Duration.ofMillis(5), 1, 0))
                .start(pipeline)) {
            assertThatThrownBy(() -> job.join(60, TimeUnit.SECONDS)).hasMessageContaining("async-failed");
            assertThat(job.state()).isEqualTo(JobState.FAILED);
        }
    }

    private CompletionStage<List<String>> failingLater() {
        return CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException("down");
                },
                CompletableFuture.delayedExecutor(80, TimeUnit.MILLISECONDS, service));
    }

    private CompletionStage<Optional<String>> nameOf(long key) {
        return CompletableFuture.supplyAsync(() -> key < 5 ? Optional.of("name" + key) : Optional.empty(), service);
    }

    private Pipeline pipeline() {
        return Pipeline.named("asking")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index).count(RECORDS).splits(1))
                .async("ask", AsyncSettings.ordered(Duration.ofSeconds(30)).capacity(CAPACITY), Asking::new)
                .sink("output", MemorySink.to(output))
                .build();
    }

    private Weir local() {
        return Weir.local(directory).checkpointInterval(Duration.ofMillis(5));
    }

    private final class Asking implements AsyncFunction<Long, String> {
        @Override
        public CompletionStage<Collection<String>> asyncInvoke(Long value) {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            CompletableFuture<Collection<String>> answer = new CompletableFuture<>();
            var unused = service.schedule(
                    () -> {
                        underWay.decrementAndGet();
                        answer.complete(List.of("answer to " + value));
                    },
                    value * 7919 % 5,
                    TimeUnit.MILLISECONDS);
            return answer;
        }
    }
}
