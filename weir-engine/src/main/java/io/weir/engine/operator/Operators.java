package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.flat.FlatLayout;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.state.BroadcastTables;
import io.weir.engine.state.StageState;
import io.weir.error.WeirException;
import io.weir.graph.BroadcastProcessFunction;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeySelector.ObjectKey;
import io.weir.graph.KeyedCoProcessFunction;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.Operation;
import io.weir.sink.SinkWriter;
import io.weir.time.WatermarkStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the operators of chains, each from its position's own copy of its class.
 *
 * <p>Threading: confined to the thread that builds the tasks.
 */
public final class Operators {

    /** The name under which checkpoints hold what an aggregate keeps. */
    static final String AGGREGATE_STATE = "aggregate";

    /** Behind the name of a position: that of its second input. */
    private static final String SECOND = "/second";

    /** Behind the name of a position: what stands before it. */
    private static final String GATHERED = "/gathered";

    private static final KeyReader NO_KEY = (value, key) -> {};

    private final ClassCopies copies;
    private final boolean sendsObjects;

    /** @param copying whether every position gets its own copy of its operator's class */
    public Operators(boolean copying) {
        this(copying, false);
    }

    /**
     * @param copying whether every position gets its own copy of its operator's class
     * @param sendsObjects whether records go to other tasks as they are, also where their primitives would do
     */
    public Operators(boolean copying, boolean sendsObjects) {
        this.copies = new ClassCopies(copying);
        this.sendsObjects = sendsObjects;
    }

    /** Makes an operator without state. */
    public Operator stateless(String position, Operation operation, Output next) {
        if (operation instanceof Operation.Map map) {
            return (Operator) copies.make(position, MapOperator.class, map.function(), next);
        }
        if (operation instanceof Operation.Filter filter) {
            return (Operator) copies.make(position, FilterOperator.class, filter.predicate(), next);
        }
        if (operation instanceof Operation.FlatMap flatMap) {
            return (Operator) copies.make(position, FlatMapOperator.class, flatMap.function(), next);
        }
        throw WeirException.defect("an operation that is not stateless", "operation=" + operation);
    }

    /**
     * Makes an operator that folds by key.
     *
     * @param initial null to begin with a key's first record
     * @param type the class of accumulators
     */
    public Operator aggregate(
            String position,
            KeySelector key,
            StageState state,
            @Nullable Object initial,
            Class<?> type,
            BiFunction<Object, Object, Object> add,
            Output next) {
        if (key instanceof LongKey longKey) {
            FlatLayout layout = state.isInMemory() ? FlatLayout.of(type) : null;
            return (Operator) copies.make(
                    position,
                    layout == null ? LongAggregateOperator.class : FlatAggregateOperator.class,
                    longKey.function(),
                    state,
                    layout == null
                            ? state.longTable(AGGREGATE_STATE, type)
                            : state.flatTable(AGGREGATE_STATE, type, layout),
                    initial,
                    add,
                    next);
        }
        return (Operator) copies.make(
                position,
                AggregateOperator.class,
                ((ObjectKey) key).function(),
                state,
                state.objectTable(AGGREGATE_STATE, type),
                initial,
                add,
                next);
    }

    /** Makes an operator of windows that are made up of slices. */
    public Operator sliced(
            String position,
            String stage,
            KeySelector key,
            StageState state,
            Operation.Windowed windowed,
            SlicePlan plan,
            LongSupplier clockMillis,
            Output next,
            LateRecords late) {
        return new WindowOperators(copies).sliced(position, stage, key, state, windowed, plan, clockMillis, next, late);
    }

    /** Makes an operator that removes duplicates. It is also {@link Timed}. */
    public Operator deduplicating(
            String position,
            String stage,
            KeySelector key,
            StageState state,
            LongSupplier clockMillis,
            Operation.Deduplicate how,
            Output next,
            LateRecords late) {
        return new DeduplicatingOperators(copies).make(position, stage, key, state, clockMillis, how, next, late);
    }

    /** Makes an operator that runs a user's function; the function is opened. It is also {@link Timed}. */
    public Operator process(
            String position,
            KeySelector key,
            FunctionGround ground,
            KeyedProcessFunction<Object, Object, Object> function,
            Output next) {
        function.open(ground.state());
        return (Operator) copies.make(position, ProcessOperator.class, ground, KeyReader.of(key), function, next);
    }

    /** Makes an operator that runs a user's function of two keyed streams; the function is opened. */
    public TwoSided coProcess(
            String position,
            KeySelector firstKey,
            KeySelector secondKey,
            FunctionGround ground,
            KeyedCoProcessFunction<Object, Object, Object, Object> function,
            Output next) {
        function.open(ground.state());
        return (TwoSided) copies.make(
                position,
                CoProcessOperator.class,
                ground,
                KeyReader.of(firstKey),
                KeyReader.of(secondKey),
                function,
                next);
    }

    /**
     * Makes an operator that runs a user's function of a stream and of one that is broadcast; the function is opened.
     *
     * @param key null if the stream has none
     */
    public TwoSided broadcastProcess(
            String position,
            @Nullable KeySelector key,
            FunctionGround ground,
            BroadcastTables tables,
            BroadcastProcessFunction<Object, Object, Object, Object> function,
            Output next) {
        function.open(ground.state(), tables);
        return (TwoSided) copies.make(
                position,
                BroadcastProcessOperator.class,
                ground,
                key == null ? NO_KEY : KeyReader.of(key),
                tables,
                function,
                next);
    }

    /** Returns where the second stream goes into an operator that reads two. */
    public Output secondSide(String position, TwoSided operator) {
        return (Output) copies.make(position + SECOND, SecondSide.class, operator);
    }

    /**
     * Makes an operator that hands records to a writer; it is also {@link Counting}.
     *
     * @param letters takes records that the writer refuses; null to fail
     */
    public Operator write(String position, SinkWriter<Object, Object> writer, @Nullable DeadLetters letters) {
        return letters == null
                ? (Operator) copies.make(position, WriteOperator.class, writer)
                : (Operator) copies.make(position, GuardedWriteOperator.class, writer, letters);
    }

    /** Lets single records of an operator fail, which emits to what {@link Guarding#holding} gives. */
    public Operator guarded(String position, Operator operator, Guarding guarding) {
        Class<?> guard = operator instanceof TwoSided ? GuardedTwoSided.class : GuardedOperator.class;
        return (Operator) copies.make(position, guard, operator, guarding);
    }

    /** Returns an output that sends to all targets: none, one or several. */
    public Output fanOut(String position, List<Output> targets) {
        return targets.size() == 1 ? targets.get(0) : (Output) copies.make(position, FanOutOperator.class, targets);
    }

    /** Makes the end of a chain at an edge that sends every record to one consumer. */
    public Output edge(String position, Outlet outlet, int consumer) {
        return (Output) copies.make(position, ForwardEdge.class, sender(position, outlet), consumer);
    }

    /** Makes the end of a chain at an edge that sends every record to each consumer. */
    public Output broadcastEdge(String position, Outlet outlet) {
        return (Output) copies.make(position, BroadcastEdge.class, outlet);
    }

    /** Makes the end of a chain at an edge that is partitioned by key. */
    public Output edge(String position, KeySelector key, Outlet outlet, int consumers) {
        return edge(position, key, outlet, ownersAmong(consumers));
    }

    /**
     * Makes the end of a chain at an edge to windows, where records are combined before they are sent.
     *
     * @param stage that has the windows
     * @param state of the stage, of which nothing is kept on this side of the exchange
     * @param recordsPerKeyMin where records of a key come less often, they are sent as they are
     */
    public Output combiningEdge(
            String position,
            String stage,
            KeySelector key,
            StageState state,
            Operation.Windowed windowed,
            Outlet outlet,
            int consumers,
            int recordsPerKeyMin) {
        int[] owners = ownersAmong(consumers);
        return new WindowOperators(copies)
                .combining(
                        position,
                        stage,
                        key,
                        state,
                        windowed,
                        outlet,
                        owners,
                        edge(position + "/plain", key, outlet, owners),
                        recordsPerKeyMin);
    }

    private Output edge(String position, KeySelector key, Outlet outlet, int[] owners) {
        Sending sender = sender(position, outlet);
        if (key instanceof LongKey longKey) {
            return (Output) copies.make(position, LongKeyedEdge.class, longKey.function(), sender, owners);
        }
        return (Output) copies.make(position, KeyedEdge.class, ((ObjectKey) key).function(), sender, owners);
    }

    private Sending sender(String position, Outlet outlet) {
        return sendsObjects ? outlet::send : (Sending) copies.make(position, Sender.class, outlet);
    }

    /** Returns the consumer of each key group. */
    private static int[] ownersAmong(int consumers) {
        int[] owners = new int[KeyGroups.COUNT];
        for (int group = 0; group < owners.length; group++) {
            owners[group] = KeyGroups.ownerOf(group, consumers);
        }
        return owners;
    }

    /** Makes the entrance of a chain that is fed by a reader; {@code letters} is null to fail at a record that cannot be decoded. */
    public SourceInlet source(
            String stage, Operation.Read read, RestoredStates restored, Output next, @Nullable DeadLetters letters) {
        if (letters == null) {
            return source(stage, read, restored, next, new FailingRejects(stage));
        }
        RejectedLetters rejects = new RejectedLetters(letters);
        SourceInlet inlet = source(stage, read, restored, next, rejects);
        rejects.countedBy(inlet);
        return inlet;
    }

    private SourceInlet source(
            String stage, Operation.Read read, RestoredStates restored, Output next, Output rejects) {
        WatermarkStrategy<Object> strategy = read.watermarks();
        if (strategy == null) {
            return (SourceInlet) copies.makeAround(PlainInlet.class, next).make(next, rejects);
        }
        ClassCopies.Maker maker = copies.makeAround(EmittingSplit.class, next);
        return new TimedInlet(
                strategy,
                new SplitTimes(stage, restored),
                (inlet, generator, restoredWatermark) ->
                        (TimedSplit) maker.make(inlet, generator, restoredWatermark, strategy.assigner(), next),
                rejects);
    }

    /**
     * Returns where records go into an operator of a chain that a reader feeds. It is {@link Gathering} if the operator can be told keys ahead.
     *
     * @param key of the records; null if they have none
     * @param always whether records are gathered however little state there is
     */
    public Output gathering(String position, Output head, @Nullable KeySelector key, boolean always) {
        if (!(head instanceof Fetching) || !(key instanceof LongKey)) {
            return head;
        }
        return (Output) copies.make(position + GATHERED, GatheringOutput.class, head, batches(head, key), head, always);
    }

    /**
     * Makes the entrances of a chain that is fed by an input gate, by side.
     *
     * @param heads where the records of each side go
     * @param keys of each side's records; null if they have none
     */
    public List<BatchInlet> batches(List<Output> heads, List<@Nullable KeySelector> keys) {
        List<BatchInlet> inlets = new ArrayList<>();
        for (int side = 0; side < heads.size(); side++) {
            inlets.add(batches(heads.get(side), keys.get(side)));
        }
        return inlets;
    }

    private BatchInlet batches(Output head, @Nullable KeySelector key) {
        return (BatchInlet) copies.makeAround(BatchLoop.class, head)
                .make(
                        head,
                        head instanceof SlicedOperator windows ? windows : null,
                        key instanceof LongKey longKey ? longKey.function() : null,
                        head instanceof Fetching keeper ? keeper : null);
    }
}
