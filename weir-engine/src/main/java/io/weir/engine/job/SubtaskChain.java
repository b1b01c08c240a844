package io.weir.engine.job;

import io.weir.async.AsyncFunction;
import io.weir.engine.async.AsyncOperator;
import io.weir.engine.exchange.InFlight;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.operator.Counting;
import io.weir.engine.operator.DeadLetters;
import io.weir.engine.operator.FunctionGround;
import io.weir.engine.operator.Gathering;
import io.weir.engine.operator.Guarding;
import io.weir.engine.operator.KeyReader;
import io.weir.engine.operator.LateRecords;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Operators;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.SlicePlan;
import io.weir.engine.operator.TwoSided;
import io.weir.engine.plan.PhysicalPlan.Edge;
import io.weir.engine.plan.PhysicalPlan.Vertex;
import io.weir.engine.state.BroadcastTables;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.GuardedKey;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateHome;
import io.weir.engine.state.StateViews;
import io.weir.engine.state.StoredKeyType;
import io.weir.engine.state.UndoLog;
import io.weir.engine.task.Chain;
import io.weir.engine.task.Chain.ChainSink;
import io.weir.engine.task.Replay;
import io.weir.engine.task.TaskSettings;
import io.weir.engine.window.AnyWindows;
import io.weir.error.WeirException;
import io.weir.graph.Input;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeySelector.ObjectKey;
import io.weir.graph.OnError;
import io.weir.graph.Operation;
import io.weir.graph.OutputTag;
import io.weir.graph.Stage;
import io.weir.graph.WindowContents;
import io.weir.runtime.StageContext;
import io.weir.serde.Serdes;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import io.weir.time.TimeDomain;
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
import java.util.function.LongSupplier;
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
    private final TaskSettings settings;
    private final StateHome home;
    private final List<Leaving> leaving;
    private final Function<String, StageContext> contexts;
    private final Consumer<AutoCloseable> owner;
    private final Deque<Operator> topological = new ArrayDeque<>();
    private final Deque<ChainSink> sinks = new ArrayDeque<>();

    /** In topological order, as operators are. */
    private final Deque<Gathering> gatherings = new ArrayDeque<>();

    private final Map<String, List<Output>> heads = new HashMap<>();
    private final Map<String, Guarding> guardings = new HashMap<>();

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
            TaskSettings settings,
            StateHome home,
            List<Leaving> leaving,
            Function<String, StageContext> contexts,
            Consumer<AutoCloseable> owner) {
        this.vertex = vertex;
        this.subtask = subtask;
        this.operators = operators;
        this.settings = settings;
        this.home = home;
        this.leaving = leaving;
        this.contexts = contexts;
        this.owner = owner;
    }

    /** Returns the chain; to be called after the head was made. */
    Chain chain() {
        return new Chain(
                new ArrayList<>(topological),
                new ArrayList<>(gatherings),
                leaving.stream().map(Leaving::outlet).toList(),
                new ArrayList<>(sinks),
                contexts.apply(vertex.root().name())::currentTimeMillis);
    }

    /** Makes the operator of a stage, and all behind it; returns where the records of each side go in. */
    List<Output> heads(Stage stage) {
        Operation operation = stage.operation();
        guard(stage);
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
        } else if (operation instanceof Operation.Deduplicate deduplicate) {
            operator = deduplicating(stage, deduplicate);
        } else if (operation instanceof Operation.Process process) {
            operator = process(stage, process);
        } else if (operation instanceof Operation.CoProcess coProcess) {
            operator = coProcess(stage, coProcess);
        } else if (operation instanceof Operation.BroadcastProcess broadcast) {
            operator = broadcastProcess(stage, broadcast);
        } else if (operation instanceof Operation.PairWindowed pair) {
            operator = windowed(stage, pair);
        } else if (operation instanceof Operation.Async async) {
            operator = async(stage, async);
        } else {
            operator = operators.stateless(position(stage), operation, mainOutput(stage));
        }
        Guarding guarding = guardings.get(stage.name());
        if (guarding != null) {
            operator = operators.guarded(position(stage), operator, guarding);
        }
        topological.addFirst(operator);
        List<Output> sides = operator instanceof TwoSided twoSided
                ? List.of(operator, operators.secondSide(position(stage), twoSided))
                : List.of(operator);
        heads.put(stage.name(), sides);
        return sides;
    }

    /** Returns the records that come before all others; to be called after the head was made. */
    Replay replay(RestoredInFlight inFlight) {
        List<Replay.Part> parts = new ArrayList<>();
        for (Stage stage : vertex.stages()) {
            List<Output> sides = heads.getOrDefault(stage.name(), List.of());
            for (int side = 0; side < sides.size(); side++) {
                InFlight records = inFlight.of(stage.name(), side, subtask);
                if (records.size() > 0) {
                    // What lies nearer to the sinks goes first.
                    parts.add(0, new Replay.Part(stage.name(), side, sides.get(side), records));
                }
            }
        }
        return new Replay(subtask, parts);
    }

    /** Makes what a stage emits to: fused stages, edges, or several of them. */
    Output mainOutput(Stage stage) {
        return held(stage, output(stage, null));
    }

    /** Makes what the dead letters of a stage go to; null if its failures fail the job. */
    @Nullable DeadLetters deadLetters(Stage stage) {
        OnError onError = stage.onError();
        return onError == null
                ? null
                : new DeadLetters(contexts.apply(stage.name()), onError.limit(), output(stage, onError.tag()));
    }

    /** Prepares a stage whose records may fail, one by one, if it is one; sources, sinks and stages with requests do it in ways of their own. */
    private void guard(Stage stage) {
        if (stage.operation() instanceof Operation.Write || stage.operation() instanceof Operation.Async) {
            return;
        }
        DeadLetters letters = deadLetters(stage);
        if (letters != null) {
            guardings.put(stage.name(), new Guarding(letters));
        }
    }

    private Output held(Stage stage, Output output) {
        Guarding guarding = guardings.get(stage.name());
        return guarding == null ? output : guarding.holding(output);
    }

    private Operator sink(Stage stage, Operation.Write write) {
        @SuppressWarnings("unchecked") // committables come back to the sink that made them
        Sink<Object, Object> sink = (Sink<Object, Object>) write.sink();
        SinkWriter<Object, Object> writer = sink.createWriter(contexts.apply(stage.name()));
        owner.accept(writer);
        Operator operator = operators.write(position(stage), writer, deadLetters(stage));
        sinks.addFirst(new ChainSink(stage.name(), subtask, writer, (Counting) operator));
        return operator;
    }

    private Operator aggregate(
            Stage stage,
            Class<?> type,
            @Nullable Object initial,
            java.util.function.BiFunction<Object, Object, Object> add) {
        KeySelector key = StageKeys.of(stage);
        StageState state = state(stage, key, new KeyContext());
        Operator operator = operators.aggregate(
                position(stage), StageKeys.read(stage, 0), state, initial, type, add, mainOutput(stage));
        if (stage.onError() != null) {
            StateViews.requireImmutable(stage.name(), Serdes.of(type));
        }
        state.declared();
        return operator;
    }

    private Operator windowed(Stage stage, Operation.PairWindowed pair) {
        KeySelector key = StageKeys.of(stage);
        KeyContext context = new KeyContext();
        StageState state = state(stage, key, context);
        LongSupplier clock = contexts.apply(stage.name())::currentTimeMillis;
        Operator operator = AnyWindows.ofPair(
                stage.name(), key, StageKeys.of(stage, 1), context, state, pair.windowed(), clock, mainOutput(stage));
        state.declared();
        return operator;
    }

    private Operator windowed(Stage stage, Operation.Windowed windowed) {
        KeySelector key = StageKeys.of(stage);
        KeyContext context = new KeyContext();
        StageState state = state(stage, key, context);
        LateRecords late = lateRecords(stage, windowed.lateTag());
        SlicePlan plan = SlicePlan.of(windowed);
        if (stage.onError() != null) {
            requireSound(stage, windowed, plan);
        }
        LongSupplier clock = contexts.apply(stage.name())::currentTimeMillis;
        Output next = mainOutput(stage);
        Operator operator = plan == null
                ? AnyWindows.make(stage.name(), key, context, state, windowed, clock, late, next)
                : operators.sliced(
                        position(stage),
                        stage.name(),
                        StageKeys.read(stage, 0),
                        state,
                        windowed,
                        plan,
                        clock,
                        next,
                        late);
        state.declared();
        return operator;
    }

    /** Checks that a record's only effect is that of adding it up: nothing is put together, and no result is made, when a record comes. */
    private static void requireSound(Stage stage, Operation.Windowed windowed, @Nullable SlicePlan plan) {
        if (plan == null
                || plan.byClock()
                || windowed.allowedLatenessMillis() > 0
                || !(windowed.contents() instanceof WindowContents.Accumulated accumulated
                        && accumulated.serde().immutable())) {
            throw WeirException.user(
                    "on-error-not-possible",
                    "onError was called on the windows \"" + stage.name() + "\"",
                    "a record may merge windows, set off triggers, make results or change an accumulator in place there, which"
                            + " could not be undone",
                    "use tumbling, sliding or cumulative windows of event time with an aggregate of immutable values and without"
                            + " allowed lateness, or check the records in a map or filter before the windows, with onError there");
        }
    }

    private Operator deduplicating(Stage stage, Operation.Deduplicate deduplicate) {
        KeySelector key = StageKeys.of(stage);
        StageState state = state(stage, key, new KeyContext());
        Operator operator = operators.deduplicating(
                position(stage),
                stage.name(),
                key,
                state,
                contexts.apply(stage.name())::currentTimeMillis,
                deduplicate,
                mainOutput(stage),
                lateRecords(stage, deduplicate.lateTag()));
        state.declared();
        return operator;
    }

    private LateRecords lateRecords(Stage stage, @Nullable OutputTag<?> tag) {
        boolean read = tag != null && tagsOf(stage).contains(tag);
        if (tag != null && !read) {
            throw WeirException.user(
                    "unread-side-output",
                    "the stage \"" + stage.name() + "\" sends late records to the side output \"" + tag.name() + "\"",
                    "no stage reads it, so they would be lost in silence",
                    "read it with sideOutput(tag), or drop late records: without sideOutputLateData(tag)");
        }
        return new LateRecords(read ? held(stage, output(stage, tag)) : null);
    }

    private Operator process(Stage stage, Operation.Process process) {
        KeySelector key = StageKeys.of(stage);
        FunctionGround ground = ground(stage, key, new KeyContext());
        Operator operator = operators.process(
                position(stage),
                StageKeys.read(stage, 0),
                ground,
                process.function().get(),
                mainOutput(stage));
        ground.state().declared();
        return operator;
    }

    private Operator coProcess(Stage stage, Operation.CoProcess process) {
        KeySelector key = StageKeys.of(stage);
        KeyContext context = new KeyContext();
        StageState state = state(stage, key, context);
        GroupTimes times = state.groupTimes(TimeDomain.EVENT_TIME, KeyReader.loaderOf(key));
        FunctionGround ground = ground(stage, context, state, times);
        Operator operator = operators.coProcess(
                position(stage),
                StageKeys.read(stage, 0),
                StageKeys.read(stage, 1),
                ground,
                process.function().get(),
                mainOutput(stage));
        ground.state().declared();
        return operator;
    }

    private Operator broadcastProcess(Stage stage, Operation.BroadcastProcess process) {
        KeySelector key = StageKeys.input(stage, 0).key();
        FunctionGround ground = ground(stage, key, new GuardedKey(stage.name()));
        Operator operator = operators.broadcastProcess(
                position(stage),
                key,
                ground,
                new BroadcastTables(stage.name(), ground.state()),
                process.function().get(),
                mainOutput(stage));
        ground.state().declared();
        return operator;
    }

    private FunctionGround ground(Stage stage, @Nullable KeySelector key, KeyContext context) {
        return ground(stage, context, state(stage, key, context), null);
    }

    private FunctionGround ground(Stage stage, KeyContext context, StageState state, @Nullable GroupTimes times) {
        Map<OutputTag<?>, Output> sides = new LinkedHashMap<>();
        OnError onError = stage.onError();
        for (OutputTag<?> tag : tagsOf(stage)) {
            if (onError == null || !onError.tag().equals(tag)) {
                sides.put(tag, held(stage, output(stage, tag)));
            }
        }
        Guarding guarding = guardings.get(stage.name());
        UndoLog undo = guarding == null ? null : guarding.undo();
        if (undo != null) {
            state.undoable(undo);
        }
        return new FunctionGround(
                context,
                state,
                times,
                contexts.apply(stage.name())::currentTimeMillis,
                settings.firedMax(),
                sides,
                undo);
    }

    private Operator async(Stage stage, Operation.Async async) {
        StageContext context = contexts.apply(stage.name());
        AsyncFunction<Object, Object> function = async.function().get();
        owner.accept(function);
        function.open(context);
        return new AsyncOperator(
                context, async.settings(), function, settings.firedMax(), mainOutput(stage), deadLetters(stage));
    }

    private StageState state(Stage stage, @Nullable KeySelector key, KeyContext context) {
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
                    // A stage with two sides is never fused: it has two inputs.
                    targets.add(entrance(consumer, input.key()));
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

    /** Makes a fused stage, and returns where its records go in. */
    private Output entrance(Stage consumer, @Nullable KeySelector key) {
        Output head = heads(consumer).get(0);
        if (!(vertex.root().operation() instanceof Operation.Read)) {
            return head;
        }
        Output entrance = operators.gathering(position(consumer), head, key, settings.alwaysGathers());
        if (entrance instanceof Gathering gathering) {
            gatherings.addFirst(gathering);
        }
        return entrance;
    }

    private Output edge(Leaving each) {
        String position = "edge" + each.edge().index();
        KeySelector key = each.edge().key();
        if (each.edge().broadcast()) {
            return operators.broadcastEdge(position, each.outlet());
        }
        if (key == null) {
            return operators.edge(position, each.outlet(), each.consumer());
        }
        Stage combined = each.edge().combined();
        return combined == null
                ? operators.edge(position, key, each.outlet(), each.consumers())
                : operators.combiningEdge(
                        position,
                        combined.name(),
                        key,
                        state(combined, key, new KeyContext()),
                        (Operation.Windowed) combined.operation(),
                        each.outlet(),
                        each.consumers(),
                        settings.recordsPerKeyMin());
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

    private static String position(Stage stage) {
        return stage.id() + ":" + stage.name();
    }
}
