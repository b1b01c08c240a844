package io.weir.proof.simulation;

import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Result;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds the pipelines of profiles. The first sink gets what is behind the state, the second the first source's even events, and any more the same as the first. */
final class Pipelines {

    /** The point in users' functions at which an attempt can be made to fail. */
    static final String FUNCTION = "function";

    static final OutputTag<Event> EVEN = OutputTag.of("even", Event.class);

    private Pipelines() {}

    /** @param version greater for later versions of the pipeline, whose state has other types */
    static Pipeline build(
            Profile.Shape shape,
            int version,
            SimProcess process,
            List<Source<Event, ?>> sources,
            List<Sink<Result, ?>> sinks) {
        if (shape.hasWindows()) {
            return WindowPipelines.build(shape, process, sources, sinks);
        }
        if (shape.hasJoin()) {
            return JoinPipelines.build(shape, process, sources, sinks);
        }
        PipelineBuilder builder = Pipeline.named("simulated");
        Stream<Event> first = read(builder, shape, 0, sources.get(0));
        Stream<Event> all = first;
        for (int i = 1; i < sources.size(); i++) {
            all = all.union(read(builder, shape, i, sources.get(i)));
        }
        Stream<Event> checked = all.map(event -> alive(process, event));
        if (shape == Profile.Shape.REQUESTS) {
            checked = Requests.of(checked, process);
        }
        Stream<Result> results = switch (shape) {
            case TOTALS, REQUESTS -> checked.keyBy(Event::key).aggregate("totals", Result.NONE, Result::plus);
            case LONG_TOTALS -> checked.keyByLong(Event::key).aggregate("totals", Result.NONE, Result::plus);
            case PROCESS -> checked.keyBy(Event::key).process("totals", () -> new Totals(version));
            case TWICE ->
                checked.keyByLong(Event::key)
                        .aggregate("totals", Result.NONE, Result::plus)
                        .keyByLong(result -> outerKey(result.key()))
                        .aggregate("outer", Result.NONE, (before, next) -> before.plus(outerKey(next.key()), next));
            case PLAIN -> checked.map(Result::of);
            case TIMERS -> checked.keyBy(Event::key).process("buckets", Buckets::new);
            default -> throw new IllegalArgumentException("is built elsewhere: " + shape);
        };
        Stream<Event> even = shape == Profile.Shape.PROCESS || shape == Profile.Shape.TIMERS
                ? results.sideOutput(EVEN)
                : first.filter(Pipelines::isEven);
        if (shape == Profile.Shape.TIMERS) {
            results = results.keyBy(result -> outerKey(result.key())).process("in-time", InTime::new);
        }
        results.sink("sink-0", sinks.get(0));
        even.map(Result::of).sink("sink-1", sinks.get(1));
        for (int i = 2; i < sinks.size(); i++) {
            results.sink("sink-" + i, sinks.get(i));
        }
        return builder.build();
    }

    private static Stream<Event> read(
            PipelineBuilder builder, Profile.Shape shape, int index, Source<Event, ?> source) {
        String name = "source-" + index;
        return shape.hasEventTime()
                ? builder.source(
                        name,
                        source,
                        WatermarkStrategy.<Event>forBoundedOutOfOrderness(Duration.ofMillis(Event.DISORDER_MILLIS))
                                .withTimestampAssigner((event, given) -> event.time()))
                : builder.source(name, source);
    }

    /** Returns the key of totals of totals. */
    static long outerKey(long key) {
        return key % 2;
    }

    static boolean isEven(Event event) {
        return event.sequence() % 2 == 0;
    }

    static Event alive(SimProcess process, Event event) {
        if (process.call(FUNCTION) != Reply.GIVEN) {
            throw new InjectedFault();
        }
        return event;
    }

    /**
     * The same totals as the aggregate's, kept in every kind of state at once, which must agree: in what only grows, in what is removed and begun again after
     * every few events, and in an array that is changed in place.
     */
    private static final class Totals implements KeyedProcessFunction<Integer, Event, Result> {
        /** After so many events of a key its state is removed in part. */
        private static final int REST = 6;

        private @Nullable ValueState<Long> sum;
        private @Nullable ListState<Long> ids;
        private @Nullable MapState<Integer, Long> counts;
        private @Nullable ValueState<Long> restOfValue;
        private @Nullable ListState<Long> restOfList;
        private @Nullable MapState<Long, Long> restOfMap;
        private @Nullable ValueState<long[]> array;
        private @Nullable EvolvingState evolving;
        private final int version;

        Totals(int version) {
            this.version = version;
        }

        @Override
        public void open(StateRegistry states) {
            sum = states.valueState("sum", Long.class);
            ids = states.listState("ids", Long.class);
            counts = states.mapState("counts", Integer.class, Long.class);
            restOfValue = states.valueState("rest-of-value", Long.class);
            restOfList = states.listState("rest-of-list", Long.class);
            restOfMap = states.mapState("rest-of-map", Long.class, Long.class);
            array = states.valueState("array", long[].class);
            evolving = EvolvingState.of(version, states);
        }

        @Override
        public void process(Event event, Context<Integer> context, Collector<Result> out) {
            Long before = Objects.requireNonNull(sum).value();
            long after = (before == null ? 0 : before) + event.amount();
            sum.update(after);
            Objects.requireNonNull(ids).add(event.id());
            Objects.requireNonNull(counts).put(event.partition(), countOf(counts.get(event.partition())) + 1);
            long count = ids.get().size();
            if (counts.entries().values().stream().mapToLong(Totals::countOf).sum() != count) {
                throw new IllegalStateException("I1: list and map of key " + context.key() + " disagree");
            }
            checkRest(event, count, context.key());
            checkArray(count, after, context.key());
            Objects.requireNonNull(evolving).add(event.amount(), count, after);
            out.collect(new Result(context.key(), event.id(), count, after));
            if (event.source() == 0 && isEven(event)) {
                context.output(EVEN, event);
            }
        }

        /** State that is removed must stay removed, and begin anew. */
        private void checkRest(Event event, long count, int key) {
            ValueState<Long> value = Objects.requireNonNull(restOfValue);
            ListState<Long> list = Objects.requireNonNull(restOfList);
            MapState<Long, Long> map = Objects.requireNonNull(restOfMap);
            value.update(countOf(value.value()) + 1);
            list.add(event.id());
            map.put(count % REST, event.id());
            if (count % REST == 0) {
                value.clear();
                list.clear();
                map.clear();
            } else if (count % REST == REST / 2) {
                map.remove(1L);
            }
            long rest = count % REST;
            long entries = rest >= REST / 2 ? rest - 1 : rest;
            if (countOf(value.value()) != rest
                    || list.get().size() != rest
                    || map.entries().size() != entries) {
                throw new IllegalStateException("I1: of key " + key + " after " + count + " events there is "
                        + value.value() + ", " + list.get() + ", " + map.entries());
            }
        }

        /** What is changed in place behind a barrier must not be in the barrier's snapshot. */
        private void checkArray(long count, long sum, int key) {
            ValueState<long[]> state = Objects.requireNonNull(array);
            long[] before = state.value();
            long[] kept = before == null ? new long[2] : before;
            kept[0]++;
            kept[1] = sum;
            state.update(kept);
            if (kept[0] != count) {
                throw new IllegalStateException("I1: the array of key " + key + " has " + kept[0] + ", not " + count);
            }
        }

        private static long countOf(@Nullable Long count) {
            return count == null ? 0 : count;
        }
    }
}
