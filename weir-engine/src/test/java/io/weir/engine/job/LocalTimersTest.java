package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.time.TimeDomain;
import io.weir.time.WatermarkStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timers on this machine's threads and clock. */
class LocalTimersTest {

    private static final int RECORDS = 20_000;
    private static final long DELAY = 500;

    @TempDir
    Path directory;

    private final MemoryStore<String> output = new MemoryStore<>();

    @Test
    void everyTimerOfEventTimeFiresOnceWithStopsAtSeveralParallelisms() throws Exception {
        JobState state = JobState.STOPPED;
        for (int run = 0; state != JobState.FINISHED; run++) {
            assertThat(run).isLessThan(100);
            try (Job job = local().parallelism(1 + run % 3)
                    .start(pipeline(GeneratorSource.of(index -> index).ratePerSecond(40_000), true))) {
                output.awaitCommitted(Math.min(RECORDS, 5000 * (run + 1)), Duration.ofSeconds(30));
                if (run < 3) {
                    job.stop();
                }
                state = job.join().state();
            }
        }
        List<String> expected = new ArrayList<>();
        for (long i = 0; i < RECORDS; i++) {
            expected.add(i % 97 + " EVENT_TIME " + (i + DELAY));
        }
        assertThat(output.committed()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The worker has parked: nothing but the timer makes it go on. */
    @Test
    void timersOfProcessingTimeFireThoughNothingElseHappens() throws Exception {
        try (Job job = local().parallelism(2)
                .start(pipeline(GeneratorSource.of(index -> index).ratePerSecond(10), false))) {
            assertThat(output.awaitCommitted(5, Duration.ofSeconds(30))).isTrue();
            job.stop();
            assertThat(job.join().state()).isEqualTo(JobState.STOPPED);
        }
        assertThat(output.committed())
                .allSatisfy(line -> assertThat(line).contains("PROCESSING_TIME"))
                .doesNotHaveDuplicates();
    }

    /** The records, and the barriers of checkpoints and of the end, come behind an exchange: a timer that is always due must not keep them waiting. */
    @Test
    void aTimerThatIsAlwaysDueKeepsNeitherRecordsNorBarriersWaiting() throws Exception {
        try (Job job = local().parallelism(2)
                .start(Pipeline.named("busy")
                        .source(
                                "numbers",
                                GeneratorSource.of(index -> index)
                                        .count(RECORDS)
                                        .ratePerSecond(40_000))
                        .keyByLong(number -> number % 97)
                        .process("busy", Busy::new)
                        .sink("out", MemorySink.to(output))
                        .build())) {
            assertThat(output.awaitCommitted(1000, Duration.ofSeconds(30))).isTrue();
            job.stop();
            assertThat(job.join().state()).isIn(JobState.STOPPED, JobState.FINISHED);
        }
    }

    private static final class Busy implements KeyedProcessFunction<Long, Long, String> {
        @Override
        public void process(Long value, Context<Long> context, Collector<String> out) {
            context.timerService().registerProcessingTimeTimer(1);
            out.collect("number " + value);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<String> out) {
            context.timerService().registerProcessingTimeTimer(timestamp + 1);
        }
    }

    private Weir local() {
        return Weir.local(directory).checkpointInterval(Duration.ofMillis(10));
    }

    private Pipeline pipeline(GeneratorSource<Long> source, boolean eventTime) {
        return Pipeline.named("timers")
                .source(
                        "numbers",
                        source.timestamps(index -> index).count(RECORDS).splits(3),
                        WatermarkStrategy.forMonotonousTimestamps())
                .keyByLong(number -> number % 97)
                .process("timers", () -> new Alarm(eventTime))
                .sink("out", MemorySink.to(output))
                .build();
    }

    private static final class Alarm implements KeyedProcessFunction<Long, Long, String> {
        private final boolean eventTime;

        Alarm(boolean eventTime) {
            this.eventTime = eventTime;
        }

        @Override
        public void process(Long value, Context<Long> context, Collector<String> out) {
            if (eventTime) {
                context.timerService().registerEventTimeTimer(context.timestamp() + DELAY);
            } else {
                long now = context.timerService().currentProcessingTime();
                context.timerService().registerProcessingTimeTimer(now + value % 50);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<String> out) {
            assertThat(context.timeDomain()).isEqualTo(eventTime ? TimeDomain.EVENT_TIME : TimeDomain.PROCESSING_TIME);
            out.collect(context.key() + " " + context.timeDomain() + " " + timestamp);
        }
    }
}
