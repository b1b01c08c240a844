package io.weir.cli.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.DiscardSink;
import io.weir.basic.GeneratorSource;
import io.weir.cli.Commands;
import io.weir.engine.job.Job;
import io.weir.engine.job.Weir;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.time.WatermarkStrategy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timers that wait, and how far event time has come, can be read in a checkpoint. */
class TimerCommandsTest {

    private static final long FAR = 4_000_000_000_000L;

    @TempDir
    private Path directory;

    private final Commands weir = new Commands();

    private static final class Far implements KeyedProcessFunction<String, Long, Long> {
        @Override
        public void process(Long value, Context<String> context, Collector<Long> out) {
            context.timerService().registerProcessingTimeTimer(FAR + value);
        }
    }

    @Test
    void showsTimersByKeyAndTheTimeOfSplits() throws InterruptedException {
        Pipeline pipeline = Pipeline.named("timers")
                .source(
                        "numbers",
                        GeneratorSource.of(index -> index)
                                .timestamps(index -> 100 * index)
                                .count(10)
                                .splits(1),
                        WatermarkStrategy.forMonotonousTimestamps())
                .keyBy(number -> "c" + number % 4)
                .process("far", Far::new)
                .sink("out", DiscardSink.create())
                .build();
        try (Job job = Weir.local(directory).start(pipeline)) {
            job.join();
        }
        String dir = directory.toString();
        assertThat(weir.run("checkpoints", "show", dir)).isZero();
        assertThat(weir.out())
                .contains(
                        "state far/processing-time-timers: 10 entries",
                        "key=string, timer=java.lang.String",
                        "state numbers/watermarks: 1 entry");
        assertThat(weir.run("state", "get", dir, "far/processing-time-timers", "c1"))
                .isZero();
        assertThat(weir.out().strip()).isEqualTo("[4000000000001,4000000000005,4000000000009]");
        assertThat(weir.run("state", "scan", dir, "numbers/watermarks")).isZero();
        assertThat(weir.out()).contains("899");
    }
}
