package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.task.TaskSettings;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.time.TimerService;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Timers by scripts. A record reads {@code key time what}: {@code e5} registers a timer of event time at 5, {@code p5} one of processing time in 5 ms, {@code d5} deletes the
 * one at 5, {@code m5} registers five of event time from 100 on, {@code w} tells the watermark, {@code -} does nothing.
 */
class TimersTest {

    private static final long MINUTE = 60_000;

    private final SimWorld world = new SimWorld(11);
    private final SimStore disk = new SimStore();
    private final GatedSource source = new GatedSource();
    private final MemoryStore<String> output = new MemoryStore<>();

    @Test
    void timersOfEventTimeFireInTheOrderOfTheirTimeWhenTheWatermarkReachesThem() {
        start(1);
        source.release("a 1 e30", "b 1 e20", "a 1 e10", "a 1 e10", "b 1 e40", "b 1 d40", "a 10 -");
        world.runForAWhile();
        assertThat(output.committed()).as("the watermark is 9").isEmpty();
        source.release("a 11 -");
        world.runUntil(() -> output.committed().size() == 1);
        source.release("a 50 -");
        world.runUntil(() -> output.committed().size() == 3);
        world.runForAWhile();
        assertThat(output.committed()).containsExactly("a EVENT_TIME 10", "b EVENT_TIME 20", "a EVENT_TIME 30");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void timersFireOnceAfterACrashAtAnotherParallelism(int parallelism) {
        start(2);
        source.release("a 1 e30", "b 1 e20", "c 1 e25", "c 2 d25", "d 2 e22", "d 24 -");
        world.runUntil(() -> output.committed().size() == 2);
        world.crash();
        disk.losePower(world.random());

        start(parallelism);
        world.runForAWhile();
        source.release("a 31 -");
        world.runUntil(() -> output.committed().size() == 3);
        world.runForAWhile();
        assertThat(output.committed())
                .containsExactlyInAnyOrder("d EVENT_TIME 22", "b EVENT_TIME 20", "a EVENT_TIME 30");
    }

    @Test
    void timersFireAfterARestartThoughNoRecordTellsTheTypeOfKeys() throws InterruptedException {
        Job job = start(1);
        source.release("a 1 e30", "b 1 e20");
        world.runForAWhile();
        job.stop();
        world.runUntil(() -> job.state() == JobState.STOPPED);

        source.end();
        Job again = start(2);
        world.runUntil(() -> again.state().isFinal());
        assertThat(again.join().state()).isEqualTo(JobState.FINISHED);
        assertThat(output.committed()).containsExactlyInAnyOrder("a EVENT_TIME 30", "b EVENT_TIME 20");
    }

    @Test
    void eventTimeGoesOnAfterARestartWhereItWas() {
        Job job = start(1);
        source.release("a 100 -");
        world.runForAWhile();
        job.stop();
        world.runUntil(() -> job.state() == JobState.STOPPED);

        start(2);
        source.release("b 1 e99", "b 2 w");
        world.runUntil(() -> output.committed().size() == 1);
        assertThat(output.committed()).as("told by a record that is late").containsExactly("b watermark 99");
        source.release("b 101 -");
        world.runUntil(() -> output.committed().size() == 2);
        assertThat(output.committed()).contains("b EVENT_TIME 99");
    }

    @Test
    void timersOfProcessingTimeFireOnTimeAndAreCommittedThoughNothingElseComes() {
        start(1);
        source.release("a 1 p5000", "b 1 p3000", "b 1 p3000");
        world.runUntil(() -> output.committed().size() == 2);
        world.runForAWhile();
        assertThat(output.committed()).containsExactly("b PROCESSING_TIME", "a PROCESSING_TIME");
    }

    @Test
    void timersOfProcessingTimeThatBecameDueWhileTheJobWasDownFireAtOnce() {
        Job job = start(2);
        source.release("a 1 p" + 10 * MINUTE, "b 1 p" + 20 * MINUTE);
        world.runForAWhile();
        job.stop();
        world.runUntil(() -> job.state() == JobState.STOPPED);
        assertThat(output.committed()).isEmpty();

        world.passMillis(60 * MINUTE);
        start(3);
        world.runUntil(() -> output.committed().size() == 2);
        world.runForAWhile();
        assertThat(output.committed()).containsExactlyInAnyOrder("a PROCESSING_TIME", "b PROCESSING_TIME");
    }

    @Test
    void atTheEndOfTheInputTimersOfEventTimeFireAndThoseOfProcessingTimeAreDropped() {
        Job job = start(2);
        source.release("a 1 e" + Timestamps.MAX, "b 1 e1000000", "a 1 p" + 600 * MINUTE);
        source.end();
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(output.committed())
                .containsExactlyInAnyOrder("a EVENT_TIME " + Timestamps.MAX, "b EVENT_TIME 1000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void manyTimersFireInTurnsThroughSmallChannels(int parallelism) {
        Job job = start(parallelism);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            source.release("key" + i % 50 + " 1 e" + (100 + i));
            expected.add("key" + i % 50 + " EVENT_TIME " + (100 + i));
        }
        source.end();
        world.runUntil(() -> job.state().isFinal());
        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(output.committed()).containsExactlyInAnyOrderElementsOf(expected);
        if (parallelism == 1) {
            assertThat(output.committed()).containsExactlyElementsOf(expected);
        }
    }

    /** Its last checkpoint passes the last watermark, and the job has not ended: whatever has not fired fires after the next start. */
    @Test
    void i11AJobThatIsStoppedWhileTheLastTimersFireGoesOnWithThem() {
        int runs = 0;
        boolean stopped = false;
        List<String> expected = new ArrayList<>();
        for (int key = 0; key < 10; key++) {
            source.release("key" + key + " 1 m2000");
        }
        for (int i = 0; i < 2000; i++) {
            for (int key = 0; key < 10; key++) {
                expected.add("key" + key + " EVENT_TIME " + (100 + i));
            }
        }
        source.end();
        for (boolean finished = false; !finished; runs++) {
            Job job = start(1);
            world.runUntil(() -> job.state() == JobState.RUNNING);
            for (int step = 0; step < 10 + 5 * runs && !job.state().isFinal(); step++) {
                world.step();
            }
            job.stop();
            world.runUntil(() -> job.state().isFinal());
            stopped |= job.state() == JobState.STOPPED && !output.committed().isEmpty();
            finished = job.state() == JobState.FINISHED;
            assertThat(runs).isLessThan(1000);
        }
        assertThat(stopped).as("stopped in the middle, runs=%d", runs).isTrue();
        assertThat(output.committed()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** No record comes any more that would bring the watermark again: it is in the checkpoint with the positions, or what it lets go has happened. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aWatermarkIsNotLostWhereverTheCrashComesAndABarrierHasOvertakenIt(int parallelism) {
        for (int steps = 0; steps < 400; steps += 4) {
            SimWorld crashed = new SimWorld(steps);
            SimStore journal = new SimStore();
            GatedSource input = new GatedSource();
            MemoryStore<String> fired = new MemoryStore<>();
            input.release("a 1 e5", "b 2 e6", "c 3 e7", "d 100 -");
            start(2, 0, crashed, journal, input, fired);
            for (int i = 0; i < steps; i++) {
                crashed.step();
            }
            crashed.crash();
            start(parallelism, 0, crashed, journal, input, fired);
            crashed.runUntil(() -> fired.committed().size() == 3);
            crashed.runForAWhile();
            assertThat(fired.committed())
                    .as("steps=%d", steps)
                    .containsExactlyInAnyOrder("a EVENT_TIME 5", "b EVENT_TIME 6", "c EVENT_TIME 7");
        }
    }

    private Job start(int parallelism) {
        return start(parallelism, CheckpointSettings.NEVER, world, disk, source, output);
    }

    private static Job start(
            int parallelism,
            long overtakeAfterNanos,
            SimWorld world,
            SimStore disk,
            GatedSource source,
            MemoryStore<String> output) {
        JobSettings settings = new JobSettings(
                        parallelism,
                        Guarantee.EXACTLY_ONCE,
                        new CheckpointSettings(2_000_000L, 600_000_000_000L, 3, overtakeAfterNanos),
                        CommitSettings.DEFAULT,
                        RestartStrategy.fixedDelay(100, Duration.ofMillis(5)),
                        List.of(),
                        BaseThresholds.DEFAULT,
                        false)
                .withTasks(new TaskSettings(2, 7, 100, 3, 0, 0, 1, false, false));
        Pipeline pipeline = Pipeline.named("timers")
                .source(
                        "source",
                        source,
                        WatermarkStrategy.<String>forMonotonousTimestamps()
                                .withTimestampAssigner((value, given) -> Long.parseLong(value.split(" ")[1])))
                .keyBy(value -> value.split(" ")[0])
                .process("script", Script::new)
                .sink("output", MemorySink.to(output))
                .build();
        return Job.start(pipeline, settings, disk, world.ports(), () -> {});
    }

    private static final class Script implements KeyedProcessFunction<String, String, String> {

        @Override
        public void process(String value, Context<String> context, Collector<String> out) {
            String what = value.split(" ")[2];
            TimerService timers = context.timerService();
            switch (what.charAt(0)) {
                case 'e' -> timers.registerEventTimeTimer(Long.parseLong(what.substring(1)));
                case 'm' -> {
                    for (int i = 0; i < Integer.parseInt(what.substring(1)); i++) {
                        timers.registerEventTimeTimer(100 + i);
                    }
                }
                case 'd' -> timers.deleteEventTimeTimer(Long.parseLong(what.substring(1)));
                case 'p' ->
                    timers.registerProcessingTimeTimer(
                            // Of one record several times in a row, the same.
                            roundedUp(timers.currentProcessingTime()) + Long.parseLong(what.substring(1)));
                case 'w' -> out.collect(context.key() + " watermark " + timers.currentWatermark());
                default -> {}
            }
        }

        private static long roundedUp(long millis) {
            return (millis / MINUTE + 1) * MINUTE;
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
            boolean eventTime = context.timeDomain() == io.weir.time.TimeDomain.EVENT_TIME;
            out.collect(context.key() + " " + context.timeDomain() + (eventTime ? " " + timestamp : ""));
        }
    }
}
