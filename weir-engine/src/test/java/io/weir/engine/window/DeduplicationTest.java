package io.weir.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.window.ReferenceWindows.Reading;
import io.weir.error.WeirException;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Deduplication;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.time.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of records that are close to each other exactly one passes, whatever crashes and at whatever parallelism it goes on. */
class DeduplicationTest {

    private static final int SEEDS = 150;
    private static final int STEPS = 500;
    private static final OutputTag<Reading> LATE = OutputTag.of("late", Reading.class);

    private static Pipeline pipeline(boolean longKeys, Deduplication<Reading> how) {
        PipelineBuilder builder = Pipeline.named("once");
        Stream<Reading> readings = builder.source("readings", ListSource.of(new Reading(0, 0, 0, 1)));
        Stream<Reading> once = longKeys
                ? readings.keyByLong(Reading::key).deduplicate("windows", how)
                : readings.keyBy(reading -> "key" + reading.key()).deduplicate("windows", how);
        if (how.lateTag() != null) {
            once.sideOutput(LATE).sink("late", DiscardSink.create());
        }
        once.sink("results", DiscardSink.create());
        return builder.build();
    }

    private static Deduplication<Reading> byEventTime(long horizon, long lateness) {
        return Deduplication.<Reading>byEventTime(Duration.ofMillis(horizon))
                .allowedLateness(Duration.ofMillis(lateness))
                .sideOutputLateData(LATE);
    }

    private static Deduplication<Reading> byClock(long horizon) {
        return Deduplication.byProcessingTime(Duration.ofMillis(horizon));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofRecordsWithinTheHorizonOnePassesHoweverTheyCome(boolean byEventTime) {
        int passed = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            passed += new Run(seed, byEventTime).run();
        }
        assertThat(passed).isGreaterThan(SEEDS * 20);
    }

    /** A record as it was fed, with the time that it is compared by and the watermark at that time. */
    private record Fed(Reading reading, long time, long watermark) {}

    private static final class Run {
        private final Random random;
        private final boolean byEventTime;
        private final long horizon;
        private final long lateness;
        private final String what;
        private final WindowRig rig;
        private final List<Fed> history = new ArrayList<>();
        private int historyAtCheckpoint;
        private long now = 1_000;
        private long serial;
        private long watermark = Timestamps.NONE;

        Run(long seed, boolean byEventTime) {
            random = new Random(seed);
            this.byEventTime = byEventTime;
            horizon = 1L + random.nextInt(60);
            lateness = byEventTime && random.nextBoolean() ? random.nextInt(60) : 0;
            boolean longKeys = random.nextBoolean();
            boolean hasStore = random.nextInt(3) == 0;
            what = "seed=" + seed + " byEventTime=" + byEventTime + " horizon=" + horizon + " lateness=" + lateness
                    + " longKeys=" + longKeys + " hasStore=" + hasStore;
            rig = new WindowRig(
                    pipeline(longKeys, byEventTime ? byEventTime(horizon, lateness) : byClock(horizon)), hasStore);
        }

        int run() {
            try {
                rig.clock(now);
                rig.start(1 + random.nextInt(4));
                for (int i = 0; i < STEPS; i++) {
                    step();
                }
                rig.watermark(Long.MAX_VALUE);
                rig.clock(now + 2 * horizon);
                rig.checkpoint();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(what, e);
            }
            check();
            Map<String, Integer> stored = rig.stored();
            assertThat(stored.getOrDefault("passed", 0) + stored.getOrDefault("passed-by-clock", 0))
                    .as(what + " leaves nothing in " + stored)
                    .isZero();
            return rig.emitted.size();
        }

        private void step() {
            switch (random.nextInt(25)) {
                case 0 -> {
                    rig.checkpoint(random.nextInt(3) == 0 ? CaptureScope.ALL : CaptureScope.CHANGED);
                    historyAtCheckpoint = history.size();
                }
                case 1 -> {
                    if (random.nextInt(3) == 0) {
                        history.subList(historyAtCheckpoint, history.size()).clear();
                        rig.start(1 + random.nextInt(4));
                    }
                }
                case 2, 3 -> {
                    long time = now - random.nextInt(20);
                    watermark = Math.max(watermark, time);
                    if (random.nextBoolean()) {
                        rig.watermark(random.nextInt(rig.parallelism()), time);
                    } else {
                        rig.watermark(time);
                    }
                }
                default -> {
                    now += random.nextInt(4);
                    rig.clock(now);
                    long late = random.nextInt(10) == 0 ? random.nextInt(120) : random.nextInt(12);
                    Reading reading = new Reading(random.nextInt(8), serial++, now - late, 0);
                    history.add(new Fed(reading, byEventTime ? reading.time() : now, watermark));
                    rig.record(reading, byEventTime || random.nextBoolean() ? reading.time() : Timestamps.NONE);
                }
            }
        }

        private void check() {
            Set<Object> late = new HashSet<>(rig.late);
            assertThat(rig.late).as(what).hasSameSizeAs(late);
            Set<String> emitted = new HashSet<>();
            rig.emitted.forEach(text -> emitted.add(text.substring(0, text.indexOf(" at "))));
            assertThat(rig.emitted).as(what).hasSameSizeAs(emitted);
            Map<Long, List<Fed>> passed = new HashMap<>();
            for (Fed fed : history) {
                List<Fed> ofKey = passed.computeIfAbsent(fed.reading().key(), key -> new ArrayList<>());
                String record = what + " " + fed + " after " + ofKey;
                if (late.remove(fed.reading())) {
                    assertThat(fed.time() + lateness).as(record + " is late").isLessThanOrEqualTo(fed.watermark());
                } else if (emitted.remove(fed.reading().toString())) {
                    assertThat(ofKey).as(record + " passes").noneMatch(before -> isClose(before, fed));
                    ofKey.add(fed);
                } else {
                    assertThat(ofKey).as(record + " is a duplicate").anyMatch(before -> isClose(before, fed));
                }
            }
            assertThat(late).as(what).isEmpty();
            assertThat(emitted).as(what).isEmpty();
        }

        private boolean isClose(Fed before, Fed fed) {
            return Math.abs(fed.time() - before.time()) < horizon;
        }
    }

    @Test
    void recordsAreComparedAcrossTheEdgesOfSlicesInBothDirections() {
        WindowRig rig = new WindowRig(pipeline(true, byEventTime(100, 0)), false);
        rig.start(1);
        for (long time : new long[] {150, 51, 249, 50, 250, 99, 201, 349, 350, -50, -149, -150}) {
            rig.record(new Reading(0, 0, time, 0), time);
        }
        assertThat(rig.emitted)
                .extracting(text -> text.substring(text.lastIndexOf(' ') + 1))
                .containsExactly("150", "50", "250", "350", "-50", "-150");
    }

    @Test
    void aClockThatIsBehindAfterARestartFindsNothingForgotten() {
        WindowRig rig = new WindowRig(pipeline(true, byClock(100)), false);
        rig.clock(1_000);
        rig.start(1);
        rig.record(new Reading(3, 1, 0, 0), 0);
        rig.clock(1_099);
        rig.record(new Reading(3, 2, 0, 0), 0);
        rig.clock(1_199);
        rig.checkpoint();
        assertThat(rig.stored()).doesNotContainKey("passed-by-clock");
        rig.clock(1_050);
        rig.start(2);
        rig.record(new Reading(3, 3, 0, 0), 0);
        rig.clock(1_298);
        rig.record(new Reading(3, 4, 0, 0), 0);
        rig.clock(1_300);
        rig.record(new Reading(3, 5, 0, 0), 0);
        // The one at 1050 by the clock is taken for one at 1199, the first time that is not over.
        assertThat(rig.emitted)
                .extracting(text -> text.replaceAll(".*amount=(\\d).*", "$1"))
                .containsExactly("1", "3", "5");
    }

    @Test
    void anotherHorizonGoesOnFromWhatHasPassed() {
        WindowRig first = new WindowRig(pipeline(true, byEventTime(10, 0)), false);
        first.start(2);
        for (long time : new long[] {101, 111, 125, 140}) {
            first.record(new Reading(7, 0, time, 0), time);
        }
        first.checkpoint();
        assertThat(first.emitted).hasSize(4);
        WindowRig wider = first.as(pipeline(true, byEventTime(50, 0)));
        wider.start(3);
        wider.record(new Reading(7, 0, 189, 0), 189);
        assertThat(wider.emitted).isEmpty();
        wider.record(new Reading(7, 0, 190, 0), 190);
        assertThat(wider.emitted).hasSize(1);
        wider.checkpoint();
        WindowRig narrow = wider.as(pipeline(true, byEventTime(3, 0)));
        narrow.start(1);
        for (long time : new long[] {188, 192, 193, 138, 142, 143}) {
            narrow.record(new Reading(7, 0, time, 0), time);
        }
        assertThat(narrow.emitted)
                .extracting(text -> text.substring(text.lastIndexOf(' ') + 1))
                .containsExactly("193", "143");
        narrow.watermark(Long.MAX_VALUE);
        narrow.checkpoint();
        assertThat(narrow.stored()).containsEntry("passed", 0);
    }

    @Test
    void theDomainOfTheHorizonCannotChange() {
        WindowRig first = new WindowRig(pipeline(false, byEventTime(10, 0)), false);
        first.start(1);
        first.record(new Reading(1, 0, 5, 0), 5);
        first.checkpoint();
        WindowRig second = first.as(pipeline(false, byClock(10)));
        assertThatThrownBy(() -> second.start(1))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("missing-state");
    }

    @Test
    void aRecordWithoutATimestampIsToldByEventTime() {
        WindowRig rig = new WindowRig(pipeline(true, byEventTime(10, 0)), false);
        rig.start(1);
        assertThatThrownBy(() -> rig.record(new Reading(1, 0, 5, 0), Timestamps.NONE))
                .hasMessageContaining("no-timestamp");
    }

    @Test
    void horizonsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> Deduplication.byEventTime(Duration.ZERO)).hasMessageContaining("horizon");
        assertThatThrownBy(() -> Deduplication.byEventTime(Duration.ofDays(400_000)))
                .hasMessageContaining("horizon");
        assertThatThrownBy(() -> byClock(10).allowedLateness(Duration.ofMillis(1)))
                .hasMessageContaining("by the clock");
    }
}
