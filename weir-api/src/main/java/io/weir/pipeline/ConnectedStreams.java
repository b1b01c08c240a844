package io.weir.pipeline;

import io.weir.error.WeirException;
import io.weir.graph.Input;
import io.weir.graph.KeySelector.LongKey;
import io.weir.graph.KeyedCoProcessFunction;
import io.weir.graph.Operation;
import io.weir.join.IntervalJoin;
import io.weir.join.JoinFunction;
import io.weir.join.TemporalJoin;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Two streams that are divided by the same keys: records of both with one key come to the same subtask. What becomes of them is a stage with a name, unique in the pipeline and
 * stable: the state in the checkpoints belongs to it. Its watermark is the lesser of both streams'.
 *
 * <p>Threading: confined to the thread that builds the pipeline.
 *
 * @param <K> the keys
 * @param <T> the records of the first stream
 * @param <U> the records of the second stream
 */
public final class ConnectedStreams<K, T, U> {

    private final PipelineBuilder builder;
    private final List<Input> inputs;

    ConnectedStreams(KeyedStream<K, T> first, KeyedStream<K, U> second) {
        this.builder = first.builder();
        builder.requireSame(second.builder(), "connect");
        this.inputs = sides(first.outputs(), second.outputs());
        boolean longKeys = inputs.get(0).key() instanceof LongKey;
        if (inputs.stream().anyMatch(input -> input.key() instanceof LongKey != longKeys)) {
            throw WeirException.user(
                    "unlike-keys",
                    "connect was called with streams of which one has keys that are primitive longs, and the other has not",
                    "the state of a key is kept under one kind of key",
                    "use keyByLong(...) for both, or keyBy(...) for both");
        }
    }

    /**
     * Processes the records of both with a function that has declared state and timers.
     *
     * @param function makes one function for each subtask
     */
    @SuppressWarnings("unchecked") // the streams' type parameters keep what the erased operation forgets
    public <R> Stream<R> process(
            String name, Supplier<? extends KeyedCoProcessFunction<? super K, ? super T, ? super U, R>> function) {
        Objects.requireNonNull(function, "function");
        return stage(name, new Operation.CoProcess((Supplier<
                        ? extends KeyedCoProcessFunction<Object, Object, Object, Object>>)
                (Supplier<?>) function));
    }

    /** Divides the records of both into the same windows; {@link io.weir.window.Windows} has the usual ways. */
    public <W extends Window> PairedWindows<K, T, U, W> window(WindowAssigner<Object, W> assigner) {
        return new PairedWindows<>(this, assigner);
    }

    /**
     * Joins each record of the first stream with those of the second that are near to it in event time: see {@link IntervalJoin}.
     *
     * @param join says how near, and of which types the records are, which are kept as state
     * @param function makes the output of a pair
     */
    public <R> Stream<R> intervalJoin(
            String name, IntervalJoin<T, U> join, JoinFunction<? super T, ? super U, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return process(name, () -> join.function(function));
    }

    /**
     * Joins each record of the first stream with the version of its key that the second stream has given at its time: see {@link TemporalJoin}.
     *
     * @param join says of which types the records are, which are kept as state
     * @param function makes the output of a record and the version that it met
     */
    public <R> Stream<R> temporalJoin(
            String name, TemporalJoin<T, U> join, JoinFunction<? super T, ? super U, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return process(name, () -> join.function(function));
    }

    <R> Stream<R> stage(String name, Operation operation) {
        return builder.stage(name, operation, inputs);
    }

    /** Returns the inputs of a stage that reads two streams. */
    static List<Input> sides(List<Input> first, List<Input> second) {
        List<Input> both = new ArrayList<>();
        first.forEach(input -> both.add(input.atSide(0)));
        second.forEach(input -> both.add(input.atSide(1)));
        return List.copyOf(both);
    }
}
