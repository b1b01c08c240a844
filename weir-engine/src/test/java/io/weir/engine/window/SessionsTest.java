package io.weir.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.engine.window.ReferenceWindows.Reading;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.pipeline.WindowedStream;
import io.weir.state.Aggregation;
import io.weir.window.TimeWindow;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sessions that are kept as one value a key do what those do that are kept one by one. */
class SessionsTest {

    private static final long GAP = 10;

    /** Which records came, in the order in which they were added and merged. */
    private static final Aggregation<Reading, String, String> JOINED = new Aggregation<>(
            "", (joined, next) -> joined + next.amount() + ";", joined -> joined, (a, b) -> a + "(" + b + ")");

    private static WindowedStream<Long, Reading, TimeWindow> sessions(PipelineBuilder builder, long lateness) {
        return builder.source("readings", ListSource.of(new Reading(0, 0, 0, 1)))
                .keyByLong(Reading::key)
                .window(Windows.session(Duration.ofMillis(GAP)))
                .allowedLateness(Duration.ofMillis(lateness));
    }

    private static WindowRig joined(long lateness, boolean anyTrigger, boolean hasStore) {
        PipelineBuilder builder = Pipeline.named("sessions");
        WindowedStream<Long, Reading, TimeWindow> windows = sessions(builder, lateness);
        if (anyTrigger) {
            windows.trigger(new RandomWindowsTest.AtTheEnd());
        }
        Stream<String> results = windows.aggregate(
                "windows",
                String.class,
                JOINED,
                (key, window, text, out) -> out.collect(key + " " + window + " " + text));
        results.sink("results", DiscardSink.create());
        return new WindowRig(builder.build(), hasStore);
    }

    @Test
    void whatIsAddedAndMergedIsSoInTheSameOrder() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long lateness = random.nextBoolean() ? 0 : random.nextInt(60);
            WindowRig one = joined(lateness, false, random.nextBoolean());
            WindowRig other = joined(lateness, true, false);
            int parallelism = 1 + random.nextInt(3);
            one.start(parallelism);
            other.start(parallelism);
            long now = 1_000;
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(4);
                if (random.nextInt(15) == 0) {
                    one.watermark(now - 20);
                    other.watermark(now - 20);
                } else if (random.nextInt(40) == 0) {
                    one.checkpoint();
                    other.checkpoint();
                    one.start(parallelism);
                    other.start(parallelism);
                } else {
                    Reading reading = new Reading(random.nextInt(4), i, now - random.nextInt(50), 1);
                    one.record(reading, reading.time());
                    other.record(reading, reading.time());
                }
            }
            one.watermark(Long.MAX_VALUE);
            other.watermark(Long.MAX_VALUE);
            assertThat(one.emitted).as("seed=%d lateness=%d", seed, lateness).hasSizeGreaterThan(20);
            assertThat(one.emitted)
                    .as("seed=%d lateness=%d", seed, lateness)
                    .containsExactlyInAnyOrderElementsOf(other.emitted);
        }
    }

    @Test
    void aTimerMovesOnceForEachGapAndNotForEachRecord() {
        WindowRig rig = joined(0, false, false);
        rig.start(1);
        int from = rig.deltaCount();
        for (long time = 0; time < 100; time++) {
            rig.record(new Reading(5, time, time, 1), time);
            rig.watermark(time - 1);
            rig.checkpoint();
        }
        assertThat(rig.lastDeltaEntries("event-time-timers", from)).isBetween(10, 25);
        assertThat(rig.stored()).containsEntry("event-time-timers", 1).containsEntry("sessions", 1);
        assertThat(rig.emitted).isEmpty();
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.emitted).hasSize(1);
    }

    private record Count(int count) {}

    private record LongCount(long count, long sum) {}

    @Test
    void theTypeOfAccumulatorsMayChange() {
        PipelineBuilder old = Pipeline.named("sessions");
        sessions(old, 0)
                .aggregate(
                        "windows",
                        Count.class,
                        new Aggregation<Reading, Count, Count>(
                                new Count(0),
                                (count, reading) -> new Count(count.count() + 1),
                                count -> count,
                                (a, b) -> new Count(a.count() + b.count())))
                .sink("results", DiscardSink.create());
        WindowRig first = new WindowRig(old.build(), false);
        first.start(1);
        for (long time : new long[] {0, 5, 30, 31, 32}) {
            first.record(new Reading(1, 7, time, 1), time);
        }
        first.checkpoint();
        PipelineBuilder changed = Pipeline.named("sessions");
        sessions(changed, 0)
                .aggregate(
                        "windows",
                        LongCount.class,
                        new Aggregation<Reading, LongCount, LongCount>(
                                new LongCount(0, 0),
                                (count, reading) -> new LongCount(count.count() + 1, count.sum() + reading.amount()),
                                count -> count,
                                (a, b) -> new LongCount(a.count() + b.count(), a.sum() + b.sum())))
                .sink("results", DiscardSink.create());
        WindowRig second = first.as(changed.build());
        second.start(2);
        second.record(new Reading(1, 7, 35, 1), 35);
        second.watermark(Long.MAX_VALUE);
        assertThat(second.emitted)
                .isEqualTo(List.of("LongCount[count=2, sum=0] at 14", "LongCount[count=4, sum=7] at 44"));
    }
}
