package io.weir.pipeline;

import io.weir.graph.BroadcastProcessFunction;
import io.weir.graph.Input;
import io.weir.graph.Operation;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A stream together with one that every subtask gets in whole.
 *
 * <p>Barriers of checkpoints keep their place behind what comes in here, also where they may overtake elsewhere: all subtasks must have the same broadcast state in a checkpoint.
 *
 * <p>Threading: confined to the thread that builds the pipeline.
 *
 * @param <K> the keys of the stream; {@link Void} if it has none
 * @param <T> the records of the stream
 * @param <B> the records that are broadcast
 */
public final class BroadcastConnectedStream<K, T, B> {

    private final PipelineBuilder builder;
    private final List<Input> inputs;

    BroadcastConnectedStream(PipelineBuilder builder, List<Input> stream, BroadcastStream<B> broadcast) {
        builder.requireSame(broadcast.builder(), "connect");
        this.builder = builder;
        this.inputs = ConnectedStreams.sides(stream, broadcast.outputs());
    }

    /**
     * Processes the records of both with a function that has declared state.
     *
     * @param name unique in the pipeline and stable: the state in the checkpoints belongs to it
     * @param function makes one function for each subtask
     */
    @SuppressWarnings("unchecked") // the stream's type parameters keep what the erased operation forgets
    public <R> Stream<R> process(
            String name, Supplier<? extends BroadcastProcessFunction<? super K, ? super T, ? super B, R>> function) {
        Objects.requireNonNull(function, "function");
        Operation operation = new Operation.BroadcastProcess(
                (Supplier<? extends BroadcastProcessFunction<Object, Object, Object, Object>>) (Supplier<?>) function);
        return builder.stage(name, operation, inputs);
    }
}
