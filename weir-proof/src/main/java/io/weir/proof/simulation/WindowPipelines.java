package io.weir.proof.simulation;

import io.weir.graph.OutputTag;
import io.weir.graph.WindowFunction;
import io.weir.pipeline.Deduplication;
import io.weir.pipeline.KeyedStream;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.pipeline.WindowedStream;
import io.weir.proof.workload.DeduplicationCheck;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.LateCheck;
import io.weir.proof.workload.OutputCheck;
import io.weir.proof.workload.Result;
import io.weir.proof.workload.WindowCheck;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.state.Aggregation;
import io.weir.testkit.world.SimProcess;
import io.weir.time.WatermarkStrategy;
import io.weir.window.EventTimeTrigger;
import io.weir.window.PurgingTrigger;
import io.weir.window.TimeWindow;
import io.weir.window.WindowAssigner;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Builds pipelines with windows, and such that remove duplicates, and their checks. The first sink gets the windows' results, the second late events. */
final class WindowPipelines {

    private static final OutputTag<Event> LATE = OutputTag.of("late", Event.class);
    private static final long SIZE = 100;
    private static final long SLIDE = 40;

    /** Odd: see {@link Event#time}. */
    private static final long GAP = 35;

    /** A key of few has about one event for each partition in so long. */
    private static final long HORIZON = 70;

    private static final long LATENESS = 30;

    private WindowPipelines() {}

    /** What a window's events come to. */
    private record Total(long count, long sum) {
        Total plus(Event event) {
            return new Total(count + 1, sum + event.amount());
        }

        Total plus(Total other) {
            return new Total(count + other.count, sum + other.sum);
        }
    }

    static Pipeline build(
            Profile.Shape shape, SimProcess process, List<Source<Event, ?>> sources, List<Sink<Result, ?>> sinks) {
        PipelineBuilder builder = Pipeline.named("simulated");
        WatermarkStrategy<Event> watermarks = WatermarkStrategy.<Event>forBoundedOutOfOrderness(
                        Duration.ofMillis(Event.OUT_OF_ORDER))
                .withTimestampAssigner((event, timestamp) -> timeOf(shape, event));
        Stream<Event> all = builder.source("source-0", sources.get(0), watermarks);
        for (int i = 1; i < sources.size(); i++) {
            all = all.union(builder.source("source-" + i, sources.get(i), watermarks));
        }
        Stream<Event> checked = all.map(event -> Pipelines.alive(process, event));
        if (shape == Profile.Shape.DEDUPLICATION) {
            Stream<Event> once = once(sources.size(), checked);
            once.map(Result::of).sink("sink-0", sinks.get(0));
            once.sideOutput(LATE).map(Result::of).sink("sink-1", sinks.get(1));
            return builder.build();
        }
        if (shape.isCombined()) {
            combined(shape, checked).sink("sink-0", sinks.get(0));
            checked.filter(event -> event.source() == 0 && Pipelines.isEven(event))
                    .map(Result::of)
                    .sink("sink-1", sinks.get(1));
            return builder.build();
        }
        Stream<Result> results = switch (shape) {
            case TUMBLING -> totals(checked.keyByLong(Event::key), Windows.tumbling(Duration.ofMillis(SIZE)));
            case SLIDING ->
                totals(checked.keyBy(Event::key), Windows.sliding(Duration.ofMillis(SIZE), Duration.ofMillis(SLIDE)));
            case SESSIONS -> totals(checked.keyBy(Event::key), Windows.session(Duration.ofMillis(GAP)));
            case TRIGGERED_SESSIONS ->
                totals(checked.keyBy(Event::key)
                        .window(Windows.session(Duration.ofMillis(GAP)))
                        .trigger(PurgingTrigger.of(EventTimeTrigger.create())));
            default -> throw new IllegalArgumentException("has no windows: " + shape);
        };
        results.sink("sink-0", sinks.get(0));
        results.sideOutput(LATE).map(Result::of).sink("sink-1", sinks.get(1));
        return builder.build();
    }

    private static Stream<Event> once(int sources, Stream<Event> events) {
        Deduplication<Event> how = Deduplication.<Event>byEventTime(Duration.ofMillis(HORIZON))
                .allowedLateness(Duration.ofMillis(LATENESS))
                .sideOutputLateData(LATE);
        return sources == 1
                ? events.keyByLong(Event::key).deduplicate("once", how)
                : events.keyBy(Event::key).deduplicate("once", how);
    }

    private static Stream<Result> combined(Profile.Shape shape, Stream<Event> events) {
        return shape == Profile.Shape.COMBINED_TUMBLING
                ? aggregated(events.keyByLong(Event::key).window(Windows.tumbling(Duration.ofMillis(SIZE))))
                : aggregated(events.keyBy(Event::key)
                        .window(Windows.sliding(Duration.ofMillis(SIZE), Duration.ofMillis(SLIDE))));
    }

    private static <K extends Number> Stream<Result> totals(
            KeyedStream<K, Event> keyed, WindowAssigner<Object, TimeWindow> windows) {
        return totals(keyed.window(windows));
    }

    private static <K extends Number> Stream<Result> totals(WindowedStream<K, Event, TimeWindow> windowed) {
        return aggregated(windowed.sideOutputLateData(LATE));
    }

    private static <K extends Number> Stream<Result> aggregated(WindowedStream<K, Event, TimeWindow> windowed) {
        WindowFunction<Total, Result, K, TimeWindow> toResult = (key, window, total, out) -> out.collect(new Result(
                key.longValue(), WindowCheck.idOf(window.start(), window.end()), total.count(), total.sum()));
        return windowed.aggregate(
                "windows",
                Total.class,
                new Aggregation<Event, Total, Total>(new Total(0, 0), Total::plus, total -> total, Total::plus),
                toResult);
    }

    /** Makes the check of the first sink. */
    static OutputCheck checkOf(Profile.Shape shape, String sink, LateCheck late) {
        return shape == Profile.Shape.DEDUPLICATION
                ? new DeduplicationCheck(sink, late, event -> timeOf(shape, event), HORIZON)
                : new WindowCheck(sink, late, event -> windowsOf(shape, event), isSession(shape));
    }

    private static boolean isSession(Profile.Shape shape) {
        return shape == Profile.Shape.SESSIONS || shape == Profile.Shape.TRIGGERED_SESSIONS;
    }

    private static List<long[]> windowsOf(Profile.Shape shape, Event event) {
        long time = timeOf(shape, event);
        if (isSession(shape)) {
            return List.of(new long[] {time, time + GAP});
        }
        boolean slides = shape == Profile.Shape.SLIDING || shape == Profile.Shape.COMBINED_SLIDING;
        long slide = slides ? SLIDE : SIZE;
        List<long[]> windows = new ArrayList<>();
        for (long start = time / slide * slide; start > time - SIZE; start -= slide) {
            windows.add(new long[] {start, start + SIZE});
        }
        return windows;
    }

    /** An event that is late for one of its windows and not for all would be in no side output. */
    private static long timeOf(Profile.Shape shape, Event event) {
        return shape == Profile.Shape.TUMBLING || shape == Profile.Shape.DEDUPLICATION
                ? event.straggling()
                : event.windowTime();
    }
}
