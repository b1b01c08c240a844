package io.weir.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.window.ReferenceWindows.Reading;
import io.weir.graph.OutputTag;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.pipeline.WindowedStream;
import io.weir.state.Aggregation;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Windows of every kind, over keys and contents of every kind, fed with random input out of order and late, crashed and restored at other parallelisms, with watermarks that begin anew and
 * differ from subtask to subtask: the results are those of {@link ReferenceWindows}, and nothing of a window stays behind.
 */
class RandomWindowsTest {

    private static final int SEEDS = 120;
    private static final int STEPS = 400;
    private static final OutputTag<Reading> LATE = OutputTag.of("late", Reading.class);

    /** An accumulator that lies in a table without objects. */
    record Flat(long count, long sum) {}

    /** One that does not. */
    record Boxed(Long count, Long sum) {}

    /** What windows keep. */
    enum Kept {
        FLAT,
        BOXED,
        WITHOUT_MERGE,
        REDUCED,
        ELEMENTS
    }

    private record Shape(WindowAssigner<Object, TimeWindow> assigner, Function<Reading, List<long[]>> reference) {}

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
        private final long lateness;
        private long now = 1_000;
        private ReferenceWindows committed;

        private final Function<Reading, List<long[]>> windowsOf;
        private final boolean merging;
        private final List<Runnable> history = new ArrayList<>();
        private int historyAtCheckpoint;

        Run(long seed, Kept kept) {
            random = new Random(seed);
            merging = kept != Kept.WITHOUT_MERGE && random.nextInt(4) == 0;
            lateness = random.nextBoolean() ? 0 : random.nextInt(40);
            boolean longKeys = random.nextBoolean();
            boolean anyTrigger = random.nextInt(4) == 0;
            boolean hasStore = random.nextInt(3) == 0;
            Shape shape = merging ? sessions() : aligned();
            windowsOf = shape.reference();
            what = "seed=" + seed + " " + kept + " " + shape.assigner() + " lateness=" + lateness + " longKeys="
                    + longKeys + " anyTrigger=" + anyTrigger + " hasStore=" + hasStore;
            rig = new WindowRig(pipeline(kept, shape.assigner(), longKeys, anyTrigger), hasStore);
        }

        private Shape aligned() {
            long unit = 1L + random.nextInt(5);
            long size = unit * (1 + random.nextInt(8));
            long slide = unit * (1 + random.nextInt(8));
            switch (random.nextInt(3)) {
                case 0 -> {
                    long offset = random.nextInt((int) size);
                    return new Shape(
                            erased(Windows.tumbling(Duration.ofMillis(size), Duration.ofMillis(offset))),
                            reading -> spans(reading.time(), size, size, offset));
                }
                case 1 -> {
                    long offset = random.nextInt((int) slide);
                    return new Shape(
                            erased(Windows.sliding(
                                    Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(offset))),
                            reading -> spans(reading.time(), size, slide, offset));
                }
                default -> {
                    return new Shape(
                            erased(Windows.cumulative(Duration.ofMillis(size), Duration.ofMillis(unit))), reading -> {
                                List<long[]> windows = new ArrayList<>();
                                long start = reading.time() / size * size;
                                for (long end = start + unit; end <= start + size; end += unit) {
                                    if (reading.time() < end) {
                                        windows.add(new long[] {start, end});
                                    }
                                }
                                return windows;
                            });
                }
            }
        }

        private static List<long[]> spans(long time, long size, long slide, long offset) {
            List<long[]> windows = new ArrayList<>();
            for (long start = (time - size) / slide * slide + offset - slide; start <= time; start += slide) {
                if (time < start + size) {
                    windows.add(new long[] {start, start + size});
                }
            }
            return windows;
        }

        private Shape sessions() {
            boolean dynamic = random.nextBoolean();
            long gap = 1L + random.nextInt(12);
            return new Shape(
                    erased(
                            dynamic
                                    ? Windows.<Reading>session(reading -> Duration.ofMillis(reading.gap()))
                                    : Windows.session(Duration.ofMillis(gap))),
                    reading -> List.of(new long[] {reading.time(), reading.time() + (dynamic ? reading.gap() : gap)}));
        }

        @SuppressWarnings("unchecked")
        private static WindowAssigner<Object, TimeWindow> erased(WindowAssigner<?, TimeWindow> assigner) {
            return (WindowAssigner<Object, TimeWindow>) assigner;
        }

        private Pipeline pipeline(
                Kept kept, WindowAssigner<Object, TimeWindow> assigner, boolean longKeys, boolean anyTrigger) {
            PipelineBuilder builder = Pipeline.named("random");
            Stream<Reading> readings = builder.source("readings", ListSource.of(new Reading(0, 0, 0, 1)));
            if (longKeys) {
                end(kept, readings.keyByLong(Reading::key), assigner, anyTrigger);
            } else {
                end(kept, readings.keyBy(reading -> "key" + reading.key()), assigner, anyTrigger);
            }
            return builder.build();
        }

        private <K> void end(
                Kept kept,
                KeyedStream<K, Reading> keyed,
                WindowAssigner<Object, TimeWindow> assigner,
                boolean anyTrigger) {
            WindowedStream<K, Reading, TimeWindow> windows = keyed.window(assigner)
                    .allowedLateness(Duration.ofMillis(lateness))
                    .sideOutputLateData(LATE);
            if (anyTrigger) {
                windows.trigger(new AtTheEnd());
            }
            Aggregation<Reading, Flat, Flat> flat = new Aggregation<>(
                    new Flat(0, 0),
                    (before, reading) -> new Flat(before.count() + 1, before.sum() + reading.amount()),
                    total -> total);
            Stream<String> results = switch (kept) {
                case FLAT ->
                    windows.aggregate(
                            "windows",
                            Flat.class,
                            flat.withMerge((a, b) -> new Flat(a.count() + b.count(), a.sum() + b.sum())),
                            (key, window, total, out) -> out.collect(text(key, window, total.count(), total.sum())));
                case BOXED ->
                    windows.aggregate(
                            "windows",
                            Boxed.class,
                            new Aggregation<Reading, Boxed, Boxed>(
                                    new Boxed(0L, 0L),
                                    (before, reading) -> new Boxed(before.count() + 1, before.sum() + reading.amount()),
                                    total -> total,
                                    (a, b) -> new Boxed(a.count() + b.count(), a.sum() + b.sum())),
                            (key, window, total, out) -> out.collect(text(key, window, total.count(), total.sum())));
                case WITHOUT_MERGE ->
                    windows.aggregate(
                            "windows",
                            Flat.class,
                            flat,
                            (key, window, total, out) -> out.collect(text(key, window, total.count(), total.sum())));
                case REDUCED ->
                    windows.reduce(
                            "windows",
                            Reading.class,
                            (a, b) -> new Reading(a.key(), a.amount() + b.amount(), 0, countOf(a) + countOf(b)),
                            (key, window, reduced, out) ->
                                    out.collect(text(key, window, countOf(reduced), reduced.amount())));
                case ELEMENTS ->
                    windows.process(
                            "windows",
                            Reading.class,
                            (key, window, elements, out) -> out.collect(
                                    ReferenceWindows.text(numberOf(key), window.start(), window.end(), elements)));
            };
            results.sideOutput(LATE).sink("late", DiscardSink.create());
            results.sink("results", DiscardSink.create());
        }

        /** A record as it came counts one; one that was reduced has no time. */
        private static long countOf(Reading reading) {
            return reading.time() == 0 ? reading.gap() : 1;
        }

        private static String text(Object key, TimeWindow window, long count, long sum) {
            return ReferenceWindows.text(numberOf(key), window.start(), window.end(), count, sum);
        }

        private static long numberOf(Object key) {
            return key instanceof Long number ? number : Long.parseLong(((String) key).substring(3));
        }

        void run() {
            try {
                rig.start(1 + random.nextInt(4));
                for (int i = 0; i < STEPS; i++) {
                    step();
                }
                for (int i = 0; i < rig.parallelism(); i++) {
                    watermark(i, Long.MAX_VALUE);
                }
                rig.checkpoint();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(what, e);
            }
            ReferenceWindows expected = new ReferenceWindows(windowsOf, merging, lateness);
            committed = expected;
            history.forEach(Runnable::run);
            assertThat(rig.emitted).as(what).containsExactlyInAnyOrderElementsOf(expected.emitted);
            assertThat(rig.late).as(what).containsExactlyInAnyOrderElementsOf(expected.late);
            Map<String, Integer> stored = rig.stored();
            stored.remove("event-time");
            assertThat(stored.values())
                    .as(what + " leaves nothing in " + stored)
                    .allMatch(count -> count == 0);
        }

        private void step() {
            switch (random.nextInt(20)) {
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
                    long time = now - random.nextInt(12);
                    if (random.nextBoolean()) {
                        watermark(random.nextInt(rig.parallelism()), time);
                    } else {
                        for (int i = 0; i < rig.parallelism(); i++) {
                            watermark(i, time);
                        }
                    }
                }
                default -> {
                    now += random.nextInt(3);
                    long late = random.nextInt(10) == 0 ? random.nextInt(80) : random.nextInt(8);
                    record(new Reading(
                            random.nextInt(12), 1 + random.nextInt(100), now - late, 1 + random.nextInt(12)));
                }
            }
        }

        private void record(Reading reading) {
            int group = rig.groupOf(reading);
            history.add(() -> committed.record(reading, group));
            rig.record(reading, reading.time());
        }

        private void watermark(int subtask, long time) {
            int parallelism = rig.parallelism();
            history.add(() ->
                    committed.watermark(subtask, parallelism, time, key -> rig.groupOf(new Reading(key, 0, 0, 1))));
            rig.watermark(subtask, time);
        }
    }

    /** Does what the default trigger does, and is another: windows with it are not sliced. */
    static final class AtTheEnd implements Trigger<Object, Window> {
        @Override
        public TriggerResult onElement(Object element, long timestamp, Window window, Context context) {
            if (window.maxTimestamp() <= context.currentWatermark()) {
                return TriggerResult.FIRE;
            }
            context.registerEventTimeTimer(window.maxTimestamp());
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, Window window, Context context) {
            return TriggerResult.FIRE;
        }

        @Override
        public void clear(Window window, Context context) {
            context.deleteEventTimeTimer(window.maxTimestamp());
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(Window window, Context context) {
            if (window.maxTimestamp() > context.currentWatermark()) {
                context.registerEventTimeTimer(window.maxTimestamp());
            }
        }
    }
}
