package io.weir.engine.job;

import io.weir.async.AsyncFunction;
import io.weir.engine.async.AsyncOperator;
import io.weir.engine.exchange.InFlight;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.operator.Counting;
import io.weir.engine.operator.KeyReader;
import io.weir.engine.operator.LateRecords;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Operators;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SlicePlan;
import io.weir.engine.plan.PhysicalPlan.Edge;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateHome;
import io.weir.engine.state.StoredKeyType;
import io.weir.engine.task.Chain;
import io.weir.engine.task.Chain.ChainSink;
import io.weir.engine.task.Replay;
import io.weir.engine.window.AnyWindows;
import io.weir.error.WeirException;
import io.weir.graph.Input;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeySelector.ObjectKey;
import io.weir.graph.Operation;
import io.weir.graph.OutputTag;
import io.weir.graph.Stage;
import io.weir.runtime.StageContext;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds the fused chain of one subtask, from its ends towards its root: an operator is made with the outputs it calls.
 *
 * <p>Threading: confined to the thread that builds the attempt.
 */
final class SubtaskChain {

    private final Vertex vertex;
    private final int subtask;
    private final Operators operators;
    private final StateHome home;
    private final List<Leaving> leaving;
    private final Function<String, StageContext> contexts;
    private final Consumer<AutoCloseable> owner;
    private final Deque<Operator> topological = new ArrayDeque<>();
    private final Deque<ChainSink> sinks = new ArrayDeque<>();
    private final Map<String, Output> heads = new HashMap<>();

    /** An edge that leaves the vertex, and this subtask's side of it. */
    record Leaving(Edge edge, Outlet outlet, int consumers, int consumer) {}

    /**
     * @param home of keyed state
     * @param contexts makes the context of a stage of this subtask
     * @param owner takes what must be closed, as soon as it is made
     */
    SubtaskChain(
            Vertex vertex,
            int subtask,
            Operators operators,
            StateHome home,
            List<Leaving> leaving,
            Function<String, StageContext> contexts,
            Consumer<AutoCloseable> owner) {
        this.vertex = vertex;
        this.subtask = subtask;
        this.operators = operators;
        this.home = home;
        this.leaving = leaving;
        this.contexts = contexts;
        this.owner = owner;
    }

    /** Returns the chain; to be called after the head was made. */
    Chain chain() {
        return new Chain(
                new ArrayList<>(topological),
                leaving.stream().map(Leaving::outlet).toList(),
                new ArrayList<>(sinks),
                contexts.apply(vertex.root().name())::currentTimeMillis);
    }

    /** Makes the operator of a stage, and all behind it. */
    Output head(Stage stage) {
        Operation operation = stage.operation();
        Operator operator;
        if (operation instanceof Operation.Write write) {
            operator = sink(stage, write);
        } else if (operation instanceof Operation.Aggregate aggregate) {
            Class<?> type = aggregate.type() != null
                    ? aggregate.type()
                    : aggregate.initial().getClass();
            operator = aggregate(stage, type, aggregate.initial(), aggregate.add());
        } else if (operation instanceof Operation.Reduce reduce) {
            operator = aggregate(stage, reduce.type(), null, reduce.reduce());
        } else if (operation instanceof Operation.Windowed windowed) {
            operator = windowed(stage, windowed);
        } else if (operation instanceof Operation.Process process) {
            operator = process(stage, process);
        } else if (operation instanceof Operation.Async async) {
            operator = async(stage, async);
        } else {
            operator = operators.stateless(position(stage), operation, mainOutput(stage));
        }
        topological.addFirst(operator);
        heads.put(stage.name(), operator);
        return operator;
    }

    /** Returns the records that come before all others; to be called after the head was made. */
    Replay replay(RestoredInFlight inFlight) {
        List<Replay.Part> parts = new ArrayList<>();
        for (Stage stage : vertex.stages()) {
            InFlight records = inFlight.of(stage.name(), subtask);
            if (records.size() > 0) {
                // What lies nearer to the sinks goes first.
                parts.add(0, new Replay.Part(stage.name(), Objects.requireNonNull(heads.get(stage.name())), records));
            }
        }
        return new Replay(subtask, parts);
    }

    /** Makes what a stage emits to: fused stages, edges, or several of them. */
    Output mainOutput(Stage stage) {
        return output(stage, null);
    }

    /** Makes what a side output of a stage goes to; null if no stage reads it. */
    @Nullable Output sideOutput(Stage stage, @Nullable OutputTag<?> tag) {
        return tag == null || !tagsOf(stage).contains(tag) ? null : output(stage, tag);
    }

    private Operator sink(Stage stage, Operation.Write write) {
        @SuppressWarnings("unchecked") // committables come back to the sink that made them
        Sink<Object, Object> sink = (Sink<Object, Object>) write.sink();
        SinkWriter<Object, Object> writer = sink.createWriter(contexts.apply(stage.name()));
        owner.accept(writer);
        Operator operator = operators.write(position(stage), writer);
        sinks.addFirst(new ChainSink(stage.name(), subtask, writer, (Counting) operator));
        return operator;
    }

    private Operator aggregate(
            Stage stage,
            Class<?> type,
            @Nullable Object initial,
            java.util.function.BiFunction<Object, Object, Object> add) {
        KeySelector key = keyOf(stage);
        StageState state = state(stage, key, new KeyContext());
        Operator operator = operators.aggregate(position(stage), key, state, initial, type, add, mainOutput(stage));
        state.declared();
        return operator;
    }

    private Operator windowed(Stage stage, Operation.Windowed windowed) {
        KeySelector key = keyOf(stage);
        KeyContext context = new KeyContext();
        StageState state = state(stage, key, context);
        Output lateOutput = sideOutput(stage, windowed.lateTag());
        if (windowed.lateTag() != null && lateOutput == null) {
            throw WeirException.user(
                    "unread-side-output",
                    "the stage \"" + stage.name() + "\" sends late records to the side output \""
                            + windowed.lateTag().name() + "\"",
                    "no stage reads it, so they would be lost in silence",
                    "read it with sideOutput(tag), or drop late records: without sideOutputLateData(tag)");
        }
        LateRecords late = new LateRecords(lateOutput);
        SlicePlan plan = SlicePlan.of(windowed);
        Operator operator = plan == null
                ? AnyWindows.make(stage.name(), key, context, state, windowed, late, mainOutput(stage))
                : operators.sliced(position(stage), stage.name(), key, state, windowed, plan, mainOutput(stage), late);
        state.declared();
        return operator;
    }

    private Operator process(Stage stage, Operation.Process process) {
        KeySelector key = keyOf(stage);
        KeyContext context = new KeyContext();
        StageState state = state(stage, key, context);
        Map<OutputTag<?>, Output> sides = new LinkedHashMap<>();
        for (OutputTag<?> tag : tagsOf(stage)) {
            sides.put(tag, output(stage, tag));
        }
        Operator operator = operators.process(
                position(stage),
                key,
                context,
                state,
                contexts.apply(stage.name())::currentTimeMillis,
                process.function().get(),
                mainOutput(stage),
                sides);
        state.declared();
        return operator;
    }

    private Operator async(Stage stage, Operation.Async async) {
        StageContext context = contexts.apply(stage.name());
        AsyncFunction<Object, Object> function = async.function().get();
        owner.accept(function);
        function.open(context);
        return new AsyncOperator(context, async.settings(), function, operators.firedMax(), mainOutput(stage));
    }

    private StageState state(Stage stage, KeySelector key, KeyContext context) {
        return new StageState(
                stage.name(),
                new StageState.Subtask(subtask, vertex.parallelism()),
                key instanceof LongKey,
                key instanceof ObjectKey objectKey ? typeOf(stage, objectKey) : null,
                context,
                contexts.apply(stage.name())::currentTimeMillis,
                home);
    }

    /** Returns the class of a stage's keys: as it was declared, or as timers in the checkpoint need it to be known; null to take that of the first key. */
    private @Nullable Class<?> typeOf(Stage stage, ObjectKey key) {
        return key.type() != null
                ? key.type()
                : StoredKeyType.of(home.restored(), stage.name(), KeyReader.loaderOf(key));
    }

    private Output output(Stage stage, @Nullable OutputTag<?> tag) {
        List<Output> targets = new ArrayList<>();
        for (Stage consumer : vertex.stages()) {
            for (Input input : consumer.inputs()) {
                if (consumer.id() != vertex.root().id()
                        && input.stageId() == stage.id()
                        && Objects.equals(input.tag(), tag)) {
                    targets.add(head(consumer));
                }
            }
        }
        for (Leaving each : leaving) {
            if (each.edge().fromStage() == stage.id()
                    && Objects.equals(each.edge().tag(), tag)) {
                targets.add(edge(each));
            }
        }
        return operators.fanOut(position(stage) + ">", targets);
    }

    private Output edge(Leaving each) {
        String position = "edge" + each.edge().index();
        KeySelector key = each.edge().key();
        return key == null
                ? operators.edge(position, each.outlet(), each.consumer())
                : operators.edge(position, key, each.outlet(), each.consumers());
    }

    private LinkedHashSet<OutputTag<?>> tagsOf(Stage stage) {
        LinkedHashSet<OutputTag<?>> tags = new LinkedHashSet<>();
        for (Stage consumer : vertex.stages()) {
            for (Input input : consumer.inputs()) {
                if (consumer.id() != vertex.root().id() && input.stageId() == stage.id() && input.tag() != null) {
                    tags.add(input.tag());
                }
            }
        }
        for (Leaving each : leaving) {
            if (each.edge().fromStage() == stage.id() && each.edge().tag() != null) {
                tags.add(each.edge().tag());
            }
        }
        return tags;
    }

    private static KeySelector keyOf(Stage stage) {
        return Objects.requireNonNull(stage.inputs().get(0).key(), "a keyed stage without a key");
    }

    private static String position(Stage stage) {
        return stage.id() + ":" + stage.name();
    }
}
