package io.weir.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.window.ReferenceWindows.Reading;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.pipeline.WindowedStream;
import io.weir.state.Aggregation;
import io.weir.time.Timestamps;
import io.weir.window.ContinuousProcessingTimeTrigger;
import io.weir.window.ProcessingTimeTrigger;
import io.weir.window.PurgingTrigger;
import io.weir.window.TimeWindow;
import io.weir.window.Trigger;
import io.weir.window.TriggerResult;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows by the clock are those of event time of records that have the time at which they come as their timestamp, and each has its result once, whatever crashes. */
class ProcessingTimeWindowsTest {

    private static final int SEEDS = 80;
    private static final int STEPS = 400;

    /** What windows keep. */
    enum Kept {
        SUMS,
        ELEMENTS
    }

    private record Flat(long count, long sum) {}

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Pipeline pipeline(
            Kept kept, WindowAssigner<Object, TimeWindow> assigner, boolean longKeys, boolean anyTrigger) {
        PipelineBuilder builder = Pipeline.named("clocked");
        Stream<Reading> readings = builder.source("readings", ListSource.of(new Reading(0, 0, 0, 1)));
        Stream<String> results = longKeys
                ? results(kept, readings.keyByLong(Reading::key), assigner, anyTrigger)
                : results(kept, readings.keyBy(reading -> "key" + reading.key()), assigner, anyTrigger);
        results.sink("results", DiscardSink.create());
        return builder.build();
    }

    private static <K> Stream<String> results(
            Kept kept, KeyedStream<K, Reading> keyed, WindowAssigner<Object, TimeWindow> assigner, boolean anyTrigger) {
        WindowedStream<K, Reading, TimeWindow> windows = keyed.window(assigner);
        if (anyTrigger) {
            windows.trigger(new AtTheEnd());
        }
        if (kept == Kept.ELEMENTS) {
            return windows.process(
                    "windows",
                    Reading.class,
                    (key, window, elements, out) ->
                            out.collect(ReferenceWindows.text(numberOf(key), window.start(), window.end(), elements)));
        }
        Aggregation<Reading, Flat, Flat> sums = new Aggregation<>(
                new Flat(0, 0),
                (before, reading) -> new Flat(before.count() + 1, before.sum() + reading.amount()),
                total -> total,
                (a, b) -> new Flat(a.count() + b.count(), a.sum() + b.sum()));
        return windows.aggregate(
                "windows",
                Flat.class,
                sums,
                (key, window, total, out) -> out.collect(ReferenceWindows.text(
                        numberOf(key), window.start(), window.end(), total.count(), total.sum())));
    }

    private static long numberOf(Object key) {
        return key instanceof Long number ? number : Long.parseLong(((String) key).substring(3));
    }

    /** Does what the default trigger does, and is another: windows with it are not sliced. */
    private static final class AtTheEnd implements Trigger<Object, Window> {
        @Override
        public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
            context.registerProcessingTimeTimer(window.maxTimestamp());
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Context context) {
            throw new IllegalStateException("no timer of event time was registered");
        }

        @Override
        public TriggerResult onProcessingTime(long time, Window window, Context context) {
            return TriggerResult.FIRE;
        }

        @Override
        public void clear(Window window, Context context) {
            context.deleteProcessingTimeTimer(window.maxTimestamp());
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(Window window, Context context) {
            context.registerProcessingTimeTimer(window.maxTimestamp());
        }
    }

    @ParameterizedTest
    @EnumSource
    void windowsAreThoseOfThePlainComputation(Kept kept) {
        for (long seed = 0; seed < SEEDS; seed++) {
            new Run(seed, kept).run();
        }
    }

    private static final class Run {
        private final Random random;
        private final String what;
        private final WindowRig rig;
        private final ReferenceWindows expected;
        private final List<Runnable> history = new ArrayList<>();
        private int historyAtCheckpoint;
        private long now = 1_000;

        Run(long seed, Kept kept) {
            random = new Random(seed);
            long unit = 1L + random.nextInt(5);
            long size = unit * (1 + random.nextInt(8));
            long slide = unit * (1 + random.nextInt(8));
            boolean merging = random.nextInt(3) == 0;
            boolean sliding = !merging && random.nextBoolean();
            WindowAssigner<Object, TimeWindow> assigner = merging
                    ? Windows.sessionProcessingTime(millis(size))
                    : sliding
                            ? Windows.slidingProcessingTime(millis(size), millis(slide))
                            : Windows.tumblingProcessingTime(millis(size));
            boolean longKeys = random.nextBoolean();
            boolean anyTrigger = random.nextBoolean();
            boolean hasStore = random.nextInt(3) == 0;
            what = "seed=" + seed + " " + kept + " " + assigner + " longKeys=" + longKeys + " anyTrigger=" + anyTrigger
                    + " hasStore=" + hasStore;
            rig = new WindowRig(pipeline(kept, assigner, longKeys, anyTrigger), hasStore);
            expected = new ReferenceWindows(
                    merging
                            ? reading -> List.of(new long[] {reading.time(), reading.time() + size})
                            : reading -> spans(reading.time(), size, sliding ? slide : size),
                    merging,
                    0);
        }

        void run() {
            rig.clock(now);
            rig.start(1 + random.nextInt(4));
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            rig.watermark(Timestamps.MAX);
            rig.checkpoint();
            history.forEach(Runnable::run);
            pass(Timestamps.MAX);
            assertThat(rig.emitted.stream().map(ProcessingTimeWindowsTest::withoutTime))
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(expected.emitted.stream()
                            .map(ProcessingTimeWindowsTest::withoutTime)
                            .toList());
            assertThat(rig.emitted).as(what).allMatch(text -> text.endsWith(" at " + Timestamps.NONE));
            Map<String, Integer> stored = rig.stored();
            stored.remove("processing-time");
            assertThat(stored.values())
                    .as(what + " leaves nothing in " + stored)
                    .allMatch(count -> count == 0);
        }

        private void step() {
            switch (random.nextInt(15)) {
                case 0 -> {
                    rig.checkpoint(random.nextInt(3) == 0 ? CaptureScope.ALL : CaptureScope.CHANGED);
                    historyAtCheckpoint = history.size();
                }
                case 1 -> {
                    if (random.nextInt(3) == 0) {
                        history.subList(historyAtCheckpoint, history.size()).clear();
                        rig.start(1 + random.nextInt(4));
                        long time = now;
                        rig.clock(time);
                        history.add(() -> pass(time - 1));
                    }
                }
                case 2 -> rig.watermark(now + random.nextInt(10));
                default -> {
                    now += random.nextInt(3);
                    rig.clock(now);
                    Reading reading = new Reading(random.nextInt(8), 1 + random.nextInt(100), now, 1);
                    history.add(() -> {
                        pass(reading.time() - 1);
                        expected.record(reading, rig.groupOf(reading));
                    });
                    rig.record(reading, Timestamps.NONE);
                }
            }
        }

        /** The clock has passed a time. */
        private void pass(long time) {
            expected.watermark(0, 1, time, key -> rig.groupOf(new Reading(key, 0, 0, 1)));
        }
    }

    private static String withoutTime(String text) {
        return text.substring(0, text.indexOf(" at "));
    }

    private static List<long[]> spans(long time, long size, long slide) {
        List<long[]> windows = new ArrayList<>();
        for (long start = (time - size) / slide * slide - slide; start <= time; start += slide) {
            if (start <= time && time < start + size) {
                windows.add(new long[] {start, start + size});
            }
        }
        return windows;
    }

    private static final Aggregation<String, String, String> JOINED =
            new Aggregation<>("", (joined, next) -> joined + next, joined -> joined, (a, b) -> a + b);

    /** Records are texts, whose first letter is the key. */
    private static WindowRig rig(Function<KeyedStream<String, String>, Stream<?>> windows) {
        PipelineBuilder builder = Pipeline.named("clocked");
        windows.apply(builder.source("texts", ListSource.of("a")).keyBy(text -> text.substring(0, 1)))
                .sink("out", DiscardSink.create());
        WindowRig rig = new WindowRig(builder.build(), false);
        rig.start(1);
        return rig;
    }

    private static WindowRig tumbling(boolean sliced) {
        return rig(keyed -> {
            WindowedStream<String, String, TimeWindow> windows =
                    keyed.window(Windows.tumblingProcessingTime(millis(100)));
            if (!sliced) {
                windows.trigger(PurgingTrigger.of(ProcessingTimeTrigger.create()));
            }
            return windows.aggregate("windows", String.class, JOINED);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWindowEndsWhenTheClockHasPassedItsLastMillisecond(boolean sliced) {
        WindowRig rig = tumbling(sliced);
        rig.clock(10);
        rig.record("a1", Timestamps.NONE);
        rig.clock(99);
        rig.record("a2", Timestamps.NONE);
        assertThat(rig.emitted).isEmpty();
        rig.clock(100);
        assertThat(rig.emitted).containsExactly("a1a2 at " + Timestamps.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWindowThatHasHadItsResultStaysClosedAlthoughTheClockIsBehindAfterARestart(boolean sliced) {
        WindowRig rig = tumbling(sliced);
        rig.clock(10);
        rig.record("a1", Timestamps.NONE);
        rig.clock(100);
        rig.checkpoint();
        rig.clock(50);
        rig.start(2);
        rig.record("a2", Timestamps.NONE);
        rig.clock(150);
        assertThat(rig.emitted).hasSize(1);
        rig.clock(200);
        assertThat(rig.emitted).containsExactly("a1 at " + Timestamps.NONE, "a2 at " + Timestamps.NONE);
    }

    @Test
    void aGlobalWindowFiresByTheClockAndAtTheEndOfTheInput() {
        WindowRig rig = rig(keyed -> keyed.window(Windows.global())
                .trigger(PurgingTrigger.of(ContinuousProcessingTimeTrigger.of(millis(50))))
                .aggregate("windows", String.class, JOINED));
        rig.clock(10);
        rig.record("a1", 3);
        rig.clock(49);
        rig.record("a2", 4);
        rig.checkpoint();
        rig.start(3);
        rig.clock(50);
        rig.record("a3", 5);
        rig.clock(400);
        rig.record("a4", 6);
        rig.watermark(7);
        assertThat(rig.emitted).containsExactly("a1a2 at " + Long.MAX_VALUE, "a3 at " + Long.MAX_VALUE);
        rig.watermark(Timestamps.MAX);
        assertThat(rig.emitted).hasSize(3).last().isEqualTo("a4 at " + Long.MAX_VALUE);
    }

    @Test
    void windowsOfEventTimeHaveEarlyResultsByTheClock() {
        WindowRig rig = rig(keyed -> keyed.window(Windows.session(millis(20)))
                .trigger(ContinuousProcessingTimeTrigger.of(millis(100)))
                .aggregate("windows", String.class, JOINED));
        rig.clock(10);
        rig.record("a1", 1000);
        rig.record("a2", 1030);
        rig.record("a3", 1015);
        rig.clock(100);
        assertThat(rig.emitted).containsExactly("a1a2a3 at 1049");
        rig.watermark(1049);
        rig.clock(1000);
        rig.watermark(Timestamps.MAX);
        rig.checkpoint();
        assertThat(rig.emitted).hasSize(1);
        assertThat(rig.stored().entrySet())
                .filteredOn(each -> !each.getKey().equals("event-time"))
                .allMatch(each -> each.getValue() == 0);
    }
}
