package io.weir.proof.simulation;

import io.weir.engine.inspect.StateId;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.join.IntervalJoin;
import io.weir.join.TemporalJoin;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.JoinCheck;
import io.weir.proof.workload.Joins;
import io.weir.proof.workload.Result;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.testkit.world.SimProcess;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds pipelines with joins of the first source with all others, and their checks. The first sink gets the results, the second the first source's even events. */
final class JoinPipelines {

    private static final long LOWER = 20;
    private static final long UPPER = 36;

    /** How long windows are that do not overlap. */
    static final long SIZE = 96;

    /** Odd: see {@link Event#joinTime}. */
    private static final long GAP = 45;

    private static final String JOIN = "join";
    private static final String EVEN = "even";

    private JoinPipelines() {}

    static Pipeline build(
            Profile.Shape shape, SimProcess process, List<Source<Event, ?>> sources, List<Sink<Result, ?>> sinks) {
        PipelineBuilder builder = Pipeline.named("simulated");
        Stream<Event> first = read(builder, process, 0, sources.get(0));
        Stream<Event> second = read(builder, process, 1, sources.get(1));
        for (int i = 2; i < sources.size(); i++) {
            second = second.union(read(builder, process, i, sources.get(i)));
        }
        joined(shape, first, second)
                .keyBy(result -> Pipelines.outerKey(result.key()))
                .process("in-time", Stamped::new)
                .sink("sink-0", sinks.get(0));
        Stream<Event> even = first.filter(Pipelines::isEven);
        if (shape == Profile.Shape.RULES) {
            even = even.connect(second.broadcast()).process(EVEN, RuleBook.Passing::new);
        }
        even.map(Result::of).sink("sink-1", sinks.get(1));
        return builder.build();
    }

    private static Stream<Event> read(PipelineBuilder builder, SimProcess process, int index, Source<Event, ?> source) {
        WatermarkStrategy<Event> watermarks = WatermarkStrategy.<Event>forBoundedOutOfOrderness(
                        Duration.ofMillis(Event.joinDisorder(index)))
                .withTimestampAssigner((event, timestamp) -> event.joinTime());
        return builder.source("source-" + index, source, watermarks).map(event -> Pipelines.alive(process, event));
    }

    private static Stream<Result> joined(Profile.Shape shape, Stream<Event> first, Stream<Event> second) {
        return switch (shape) {
            case INTERVAL_JOIN ->
                first.keyBy(Event::joinKey)
                        .connect(second.keyBy(Event::joinKey))
                        .intervalJoin(
                                JOIN,
                                IntervalJoin.between(
                                        Event.class, Event.class, Duration.ofMillis(-LOWER), Duration.ofMillis(UPPER)),
                                Joins::pair);
            case TEMPORAL_JOIN ->
                first.keyByLong(Event::joinKey)
                        .connect(second.keyByLong(Event::joinKey))
                        .temporalJoin(
                                JOIN,
                                TemporalJoin.of(Event.class, Event.class)
                                        .deletedWhen(Joins::isDeletion)
                                        .orElse(Joins.NO_VERSION),
                                Joins::pair);
            case WINDOW_JOIN ->
                first.keyByLong(Event::joinKey)
                        .connect(second.keyByLong(Event::joinKey))
                        .window(Windows.tumbling(Duration.ofMillis(SIZE)))
                        .join(JOIN, Event.class, Event.class, Joins::pair);
            case SESSION_JOIN ->
                first.keyBy(Event::joinKey)
                        .connect(second.keyBy(Event::joinKey))
                        .window(Windows.session(Duration.ofMillis(GAP)))
                        .coGroup(
                                JOIN,
                                Event.class,
                                Event.class,
                                (key, session, ofFirst, ofSecond, out) -> out.collect(
                                        Joins.group(key, session.start(), session.end(), ofFirst, ofSecond)));
            case RULES ->
                first.keyBy(Event::joinKey, Integer.class)
                        .connect(second.broadcast())
                        .process(JOIN, RuleBook.Counting::new);
            default -> throw new IllegalArgumentException("has no join: " + shape);
        };
    }

    /** Makes the check of the first sink. */
    static JoinCheck checkOf(Profile.Shape shape, String sink) {
        return switch (shape) {
            case INTERVAL_JOIN -> JoinCheck.ofIntervals(sink, LOWER, UPPER);
            case TEMPORAL_JOIN -> JoinCheck.ofVersions(sink);
            case WINDOW_JOIN -> JoinCheck.ofWindows(sink, SIZE);
            case SESSION_JOIN -> JoinCheck.ofSessions(sink, GAP);
            case RULES -> JoinCheck.ofRules(sink, SIZE);
            default -> throw new IllegalArgumentException("has no join: " + shape);
        };
    }

    /** Returns how many entries of which state must be left when all input has ended: the last versions, and the rules. */
    static Map<StateId, Integer> staysOf(Profile.Shape shape, List<Event> events) {
        Map<StateId, Integer> stays = new HashMap<>();
        if (shape == Profile.Shape.TEMPORAL_JOIN) {
            stays.put(new StateId(JOIN, "versions"), Joins.lastVersions(events));
        } else if (shape == Profile.Shape.RULES) {
            stays.put(new StateId(JOIN, RuleBook.STATE), RuleBook.entryCount(events));
            stays.put(new StateId(EVEN, RuleBook.STATE), RuleBook.entryCount(events));
        }
        stays.values().removeIf(count -> count == 0);
        return stays;
    }

    /** Passes results on with their event time. None may be late: what a watermark lets go comes before it. */
    private static final class Stamped implements KeyedProcessFunction<Long, Result, Result> {
        @Override
        public void process(Result result, Context<Long> context, Collector<Result> out) {
            InTime.check(result, context);
            out.collect(Joins.at(context.timestamp(), result));
        }
    }
}
