package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.state.FlatLayout;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.error.WeirException;
import io.weir.graph.KeySelector;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeySelector.ObjectKey;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.Operation;
import io.weir.graph.OutputTag;
import io.weir.sink.SinkWriter;
import java.util.List;
import java.util.Map;
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

    private final ClassCopies copies;
    private final int firedMax;

    /**
     * @param copying whether every position gets its own copy of its operator's class
     * @param firedMax how many timers fire in a turn at most
     */
    public Operators(boolean copying, int firedMax) {
        this.copies = new ClassCopies(copying);
        this.firedMax = firedMax;
    }

    /** Returns how much an operator emits by itself in a turn, at most or about. */
    public int firedMax() {
        return firedMax;
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
            Output next,
            LateRecords late) {
        return new WindowOperators(copies).sliced(position, stage, key, state, windowed, plan, next, late);
    }

    /** Makes an operator that runs a user's function; the function is opened. It is also {@link Timed}. */
    public Operator process(
            String position,
            KeySelector key,
            KeyContext context,
            StageState state,
            LongSupplier clockMillis,
            KeyedProcessFunction<Object, Object, Object> function,
            Output next,
            Map<OutputTag<?>, Output> sideOutputs) {
        function.open(state);
        return (Operator) copies.make(
                position,
                ProcessOperator.class,
                KeyReader.of(key),
                context,
                state,
                clockMillis,
                firedMax,
                function,
                next,
                sideOutputs);
    }

    /** Makes an operator that hands records to a writer; it is also {@link Counting}. */
    public Operator write(String position, SinkWriter<Object, Object> writer) {
        return (Operator) copies.make(position, WriteOperator.class, writer);
    }

    /** Returns an output that sends to all targets: none, one or several. */
    public Output fanOut(String position, List<Output> targets) {
        return targets.size() == 1 ? targets.get(0) : (Output) copies.make(position, FanOutOperator.class, targets);
    }

    /** Makes the end of a chain at an edge that sends every record to one consumer. */
    public Output edge(String position, Outlet outlet, int consumer) {
        return (Output) copies.make(position, ForwardEdge.class, outlet, consumer);
    }

    /** Makes the end of a chain at an edge that is partitioned by key. */
    public Output edge(String position, KeySelector key, Outlet outlet, int consumers) {
        int[] owners = new int[KeyGroups.COUNT];
        for (int group = 0; group < owners.length; group++) {
            owners[group] = KeyGroups.ownerOf(group, consumers);
        }
        if (key instanceof LongKey longKey) {
            return (Output) copies.make(position, LongKeyedEdge.class, longKey.function(), outlet, owners);
        }
        return (Output) copies.make(position, KeyedEdge.class, ((ObjectKey) key).function(), outlet, owners);
    }

    /** Makes the entrance of a chain that is fed by a reader; {@code rejects} is null to fail at a record that cannot be decoded. */
    public SourceInlet source(
            String stage, Operation.Read read, RestoredStates restored, Output next, @Nullable Output rejects) {
        Output rejectsTo = rejects != null ? rejects : new FailingRejects(stage);
        return read.watermarks() == null
                ? (SourceInlet) copies.make(stage, PlainInlet.class, next, rejectsTo)
                : new TimedInlet(read.watermarks(), new SplitTimes(stage, restored), next, rejectsTo);
    }

    /** Makes the entrance of a chain that is fed by an input gate. */
    public BatchInlet batches(String position, Output head) {
        return (BatchInlet) copies.make(position, BatchLoop.class, head);
    }
}
