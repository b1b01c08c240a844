package io.weir.proof.trace;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.KeyHasher;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.pipeline.Stream;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Result;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of the model: two sources, and two tasks that are keyed state and sink. Each task has one key, so that the count of its key's records is the
 * size of its state.
 */
final class TracedPipeline {

    static final int SOURCE_COUNT = 2;
    static final int TASK_COUNT = 2;
    static final int RECORD_COUNT = 6;

    /** The point in the user's function at which an attempt can be made to fail. */
    static final String FUNCTION = "function";

    private static final String STAGE = "count";
    private static final int[][] TASKS = {{1, 1, 2, 1, 2, 2}, {2, 1, 1, 2, 2, 1}};
    private static final int[] KEYS = {keyOfSubtask(0), keyOfSubtask(1)};

    private TracedPipeline() {}

    /** Returns the task, counted from 1, that a record goes to. */
    static int taskOf(int source, int sequence) {
        return TASKS[source][sequence];
    }

    /** Returns the number, from 1, of a subtask of the keyed stage by the name that protocol steps have for it; 0 if it is none. */
    static int taskNamed(String where) {
        for (int subtask = 0; subtask < TASK_COUNT; subtask++) {
            if (where.contains(STAGE) && where.endsWith("/" + subtask)) {
                return subtask + 1;
            }
        }
        return 0;
    }

    private static int keyOf(Event event) {
        return KEYS[taskOf(event.source(), event.sequence()) - 1];
    }

    private static int keyOfSubtask(int subtask) {
        KeyHasher hasher = new KeyHasher();
        int key = 0;
        while (KeyGroups.ownerOf(KeyGroups.groupOf(hasher.hash(key)), TASK_COUNT) != subtask) {
            key++;
        }
        return key;
    }

    static Pipeline build(SimProcess process, TraceLog log, List<Source<Event, ?>> sources, Sink<Result, ?> sink) {
        PipelineBuilder builder = Pipeline.named("traced");
        Stream<Event> first = builder.source("source-1", sources.get(0)).map(event -> emitted(process, log, event));
        Stream<Event> second = builder.source("source-2", sources.get(1)).map(event -> emitted(process, log, event));
        first.union(second)
                .keyBy(TracedPipeline::keyOf)
                .process(STAGE, () -> new Count(process, log))
                .sink("sink", sink);
        return builder.build();
    }

    private static Event emitted(SimProcess process, TraceLog log, Event event) {
        if (process.call(FUNCTION) != Reply.GIVEN) {
            throw new IllegalStateException("the user's function is made to fail");
        }
        log.emitted(process, event);
        return event;
    }

    private static final class Count implements KeyedProcessFunction<Integer, Event, Result> {
        private final SimProcess process;
        private final TraceLog log;
        private @Nullable ValueState<Long> count;

        Count(SimProcess process, TraceLog log) {
            this.process = process;
            this.log = log;
        }

        @Override
        public void open(StateRegistry states) {
            count = states.valueState("count", Long.class);
        }

        @Override
        public void process(Event event, Context<Integer> context, Collector<Result> out) {
            ValueState<Long> state = Objects.requireNonNull(count);
            Long before = state.value();
            long after = before == null ? 1 : before + 1;
            state.update(after);
            log.taken(process, event, after);
            out.collect(new Result(context.key(), event.id(), after, 0));
        }
    }
}
