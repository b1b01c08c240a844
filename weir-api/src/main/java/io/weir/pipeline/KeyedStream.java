package io.weir.pipeline;

import io.weir.error.WeirException;
import io.weir.graph.Input;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.Operation;
import io.weir.window.CountWindows;
import io.weir.window.GlobalWindow;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream divided by key. Its stages keep state for each key, so they have names, unique in the pipeline and stable: the state in the checkpoints belongs to them.
 *
 * <p>Threading: confined to the thread that builds the pipeline.
 */
public final class KeyedStream<K, T> {

    private final PipelineBuilder builder;
    private final List<Input> outputs;

    KeyedStream(PipelineBuilder builder, List<Input> outputs) {
        this.builder = builder;
        this.outputs = List.copyOf(outputs);
    }

    /**
     * Folds each key's records into an accumulator, and emits the accumulator after each record.
     *
     * @param initial the accumulator before a key's first record; of an immutable type that the built-in codec knows, such as a record
     * @param add makes the next accumulator; must not change its arguments
     */
    public <A> Stream<A> aggregate(String name, A initial, BiFunction<? super A, ? super T, ? extends A> add) {
        return aggregated(name, null, initial, add);
    }

    /** As {@link #aggregate(String, Object, BiFunction)}, with the accumulator's type declared: needed where accumulators have several classes. */
    public <A> Stream<A> aggregate(
            String name, Class<A> type, A initial, BiFunction<? super A, ? super T, ? extends A> add) {
        return aggregated(name, Objects.requireNonNull(type, "type"), initial, add);
    }

    /**
     * Combines each key's records, beginning with its first, and emits the result after each record.
     *
     * @param type the type of the records, which are kept as state: immutable, and one that the built-in codec knows
     */
    @SuppressWarnings("unchecked")
    public Stream<T> reduce(String name, Class<T> type, BinaryOperator<T> reduce) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reduce, "reduce");
        return named(
                name, new Operation.Reduce(type, (BiFunction<Object, Object, Object>) (BiFunction<?, ?, ?>) reduce));
    }

    /**
     * Processes each record with a function that has declared state.
     *
     * @param function makes one function for each subtask
     */
    @SuppressWarnings("unchecked")
    public <R> Stream<R> process(
            String name, Supplier<? extends KeyedProcessFunction<? super K, ? super T, R>> function) {
        Objects.requireNonNull(function, "function");
        return named(name, new Operation.Process((Supplier<? extends KeyedProcessFunction<Object, Object, Object>>)
                (Supplier<?>) function));
    }

    /**
     * Lets a record pass unless one with its key has passed that is less than a horizon away. So no two that pass are closer, and each one that does not is that close to one that did. Which
     * one passes is the first that comes.
     *
     * <p>By event time a record is late if the watermark, less the allowed lateness, has reached its timestamp: what it would have to be compared with may be forgotten.
     */
    public Stream<T> deduplicate(String name, Deduplication<T> how) {
        return named(
                name,
                new Operation.Deduplicate(
                        how.domain(), how.horizon().toMillis(), how.lateness().toMillis(), how.lateTag()));
    }

    /**
     * Divides each key's records into windows, by event time or otherwise; {@link io.weir.window.Windows} has the usual ways.
     *
     * @param assigner says which windows a record belongs to
     */
    public <W extends Window> WindowedStream<K, T, W> window(WindowAssigner<? super T, W> assigner) {
        return new WindowedStream<>(this, assigner);
    }

    /** Divides each key's records into windows of {@code size} records each, in the order in which they come. What is left at the end of the input has no result. */
    public WindowedStream<K, T, GlobalWindow> countWindow(long size) {
        return countWindow(size, size);
    }

    /**
     * Has a result of each key's last {@code size} records, or of those that there are, after every {@code slide} records.
     *
     * @param slide at most {@code size}
     */
    public WindowedStream<K, T, GlobalWindow> countWindow(long size, long slide) {
        return new WindowedStream<>(this, new CountWindows(size, slide));
    }

    /**
     * Brings this stream together with another that has the same keys, to be processed with state in common, or joined.
     *
     * @throws WeirException {@code foreign-stream} if the other is of another pipeline, {@code unlike-keys} if only one of them is keyed by {@link Stream#keyByLong}
     */
    public <U> ConnectedStreams<K, T, U> connect(KeyedStream<K, U> other) {
        return new ConnectedStreams<>(this, other);
    }

    /**
     * Brings this stream together with one that every subtask gets in whole.
     *
     * @throws WeirException {@code foreign-stream} if the other is of another pipeline
     */
    public <B> BroadcastConnectedStream<K, T, B> connect(BroadcastStream<B> broadcast) {
        return new BroadcastConnectedStream<>(builder, outputs, broadcast);
    }

    PipelineBuilder builder() {
        return builder;
    }

    List<Input> outputs() {
        return outputs;
    }

    @SuppressWarnings("unchecked")
    private <A> Stream<A> aggregated(
            String name, @Nullable Class<A> type, A initial, BiFunction<? super A, ? super T, ? extends A> add) {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(add, "add");
        return named(name, new Operation.Aggregate(type, initial, (BiFunction<Object, Object, Object>)
                (BiFunction<?, ?, ?>) add));
    }

    <R> Stream<R> named(String name, Operation operation) {
        return builder.stage(name, operation, outputs);
    }
}
