package io.weir.pipeline;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncSettings;
import io.weir.deadletter.DeadLetter;
import io.weir.deadletter.DeadLetterLimit;
import io.weir.error.WeirException;
import io.weir.graph.FlatMapFunction;
import io.weir.graph.Input;
import io.weir.graph.KeySelector;
import io.weir.graph.OnError;
import io.weir.graph.Operation;
import io.weir.graph.OutputTag;
import io.weir.sink.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Records of one type on their way through a pipeline. Each method adds a stage to the pipeline being built.
 *
 * <p>Functions must be pure: after a crash a record may be processed again, and only what is emitted and kept in declared state is undone. Records must
 * not be changed after they were emitted.
 *
 * <p>Threading: confined to the thread that builds the pipeline.
 */
public final class Stream<T> {

    private final PipelineBuilder builder;
    private final List<Input> outputs;

    Stream(PipelineBuilder builder, List<Input> outputs) {
        this.builder = builder;
        this.outputs = List.copyOf(outputs);
    }

    /** Makes one record of each. */
    public <R> Stream<R> map(Function<? super T, ? extends R> function) {
        return unnamed("map", new Operation.Map(erase(function)));
    }

    /** Keeps the records that {@code predicate} holds for. */
    @SuppressWarnings("unchecked")
    public Stream<T> filter(Predicate<? super T> predicate) {
        Objects.requireNonNull(predicate, "predicate");
        return unnamed("filter", new Operation.Filter((Predicate<Object>) predicate));
    }

    /** Makes any number of records of each. */
    public <R> Stream<R> flatMap(Function<? super T, ? extends Iterable<? extends R>> function) {
        Function<Object, Object> erased = erase(function);
        return unnamed("flatMap", new Operation.FlatMap((value, out) -> {
            for (Object each : (Iterable<?>) erased.apply(value)) {
                out.collect(each);
            }
        }));
    }

    /** Makes any number of records of each, without a collection in between. */
    @SuppressWarnings("unchecked")
    public <R> Stream<R> flatMap(FlatMapFunction<? super T, R> function) {
        Objects.requireNonNull(function, "function");
        return unnamed(
                "flatMap", new Operation.FlatMap((FlatMapFunction<Object, Object>) (FlatMapFunction<?, ?>) function));
    }

    /**
     * Makes a request to the outside for each record without waiting for each, and emits what they bring. The stage is named: requests under way are in the
     * checkpoints, as the records that they are made for, and are made again after a restart. So records must be of a class that the built-in codec knows.
     *
     * @param name unique in the pipeline and stable: the requests under way belong to it
     * @param function makes one function for each subtask
     */
    @SuppressWarnings("unchecked")
    public <R> Stream<R> async(
            String name, AsyncSettings settings, Supplier<? extends AsyncFunction<? super T, ? extends R>> function) {
        Objects.requireNonNull(function, "function");
        Supplier<? extends AsyncFunction<Object, Object>> erased =
                (Supplier<? extends AsyncFunction<Object, Object>>) (Supplier<?>) function;
        return async(name, settings, erased, function.getClass());
    }

    /**
     * Joins each record with what a service knows of its key, by one request for each record: {@link #async} for the usual case.
     *
     * @param name unique in the pipeline and stable: the requests under way belong to it
     * @param key what to ask for; called on the task's thread
     * @param lookup begins the request; called on the task's thread, which it must not block. Completed with empty if there is nothing for the key
     * @param join makes the result, never null; called on the thread that completes the request
     */
    public <K, V, R> Stream<R> lookupJoin(
            String name,
            AsyncSettings settings,
            Function<? super T, ? extends K> key,
            Function<? super K, ? extends CompletionStage<Optional<V>>> lookup,
            BiFunction<? super T, ? super Optional<V>, ? extends R> join) {
        AsyncFunction<T, R> function = new LookupJoin<>(key, lookup, join);
        @SuppressWarnings("unchecked")
        AsyncFunction<Object, Object> erased = (AsyncFunction<Object, Object>) (AsyncFunction<?, ?>) function;
        return async(name, settings, () -> erased, key.getClass());
    }

    /**
     * Divides the stream by key: what follows keeps state for each key and sees each key's records in order.
     *
     * @param key reads the key, of a type with {@code equals} and {@code hashCode} by value that the built-in codec knows; never null. It depends on
     *     the record alone, and is called several times for one. For a key that is a {@code long}, {@link #keyByLong} avoids the boxing
     */
    public <K> KeyedStream<K, T> keyBy(Function<? super T, ? extends K> key) {
        return keyed(new KeySelector.ObjectKey(erase(key), null));
    }

    /** As {@link #keyBy(Function)}, with the key's type declared: needed where keys have several classes, as with a sealed interface. */
    public <K> KeyedStream<K, T> keyBy(Function<? super T, ? extends K> key, Class<K> type) {
        return keyed(new KeySelector.ObjectKey(erase(key), Objects.requireNonNull(type, "type")));
    }

    /** As {@link #keyBy(Function)}, for keys that are a {@code long}, without boxing them. */
    @SuppressWarnings("unchecked")
    public KeyedStream<Long, T> keyByLong(ToLongFunction<? super T> key) {
        Objects.requireNonNull(key, "key");
        return keyed(new KeySelector.LongKey((ToLongFunction<Object>) key));
    }

    /**
     * The records of this stream and the others, each stream in its own order.
     *
     * @throws WeirException if a stream is of another pipeline
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Stream<T> union(Stream<T>... others) {
        List<Input> all = new ArrayList<>(outputs);
        for (Stream<T> other : others) {
            builder.requireSame(other.builder, "union");
            all.addAll(other.outputs);
        }
        return new Stream<>(builder, all);
    }

    /** Lets every subtask of the stage that it is connected to have each of the records. */
    public BroadcastStream<T> broadcast() {
        return new BroadcastStream<>(builder, outputs);
    }

    /**
     * Brings this stream together with one that every subtask gets in whole.
     *
     * @throws WeirException {@code foreign-stream} if the other is of another pipeline
     */
    public <B> BroadcastConnectedStream<Void, T, B> connect(BroadcastStream<B> broadcast) {
        return new BroadcastConnectedStream<>(builder, outputs, broadcast);
    }

    /** Returns a side output of the stage that this stream comes from. */
    public <S> Stream<S> sideOutput(OutputTag<S> tag) {
        builder.useTag(tag);
        return new Stream<>(
                builder,
                outputs.stream()
                        .map(output -> new Input(output.stageId(), tag, null))
                        .toList());
    }

    /**
     * Sends records that the stage cannot take to a side output, with cause and origin and with the same guarantee as all others, instead of failing the job. On a source: what
     * it cannot decode. On a stage: records for which its function throws an exception. What the failed call had emitted, changed in declared state or set as a timer is undone.
     * docs/dead-letters.md says which stages can do this, and what is never a dead letter: errors such as {@link OutOfMemoryError}, exceptions of Weir, failures of timers and of
     * functions that read keys.
     *
     * <p>The output of a call is held until it has returned. Stages without {@code onError} have no cost of it.
     *
     * @param tag to be read with {@link PipelineBuilder#deadLetters} or {@link #sideOutput}
     * @throws WeirException {@code on-error-not-possible} if it could not be sound at this stage
     */
    public Stream<T> onError(OutputTag<DeadLetter> tag) {
        return onError(tag, DeadLetterLimit.NONE);
    }

    /** As {@link #onError(OutputTag)}, failing the job if there are too many. */
    public Stream<T> onError(OutputTag<DeadLetter> tag, DeadLetterLimit limit) {
        builder.onError(lastStage("onError"), new OnError(tag, limit));
        return this;
    }

    /**
     * Ends the stream in a sink.
     *
     * @param name unique in the pipeline and stable: committed output belongs to it
     * @return the pipeline's builder, to go on or to {@code build()}
     */
    public PipelineBuilder sink(String name, Sink<? super T, ?> sink) {
        write(name, sink);
        return builder;
    }

    /**
     * As {@link #sink(String, Sink)}, with records that the sink refuses ({@link io.weir.sink.RefusedRecordException}) sent to a side output instead of failing the job.
     *
     * @param refused to be read with {@link PipelineBuilder#deadLetters}
     */
    public PipelineBuilder sink(String name, Sink<? super T, ?> sink, OutputTag<DeadLetter> refused) {
        return sink(name, sink, refused, DeadLetterLimit.NONE);
    }

    /** As {@link #sink(String, Sink, OutputTag)}, failing the job if there are too many. */
    public PipelineBuilder sink(
            String name, Sink<? super T, ?> sink, OutputTag<DeadLetter> refused, DeadLetterLimit limit) {
        builder.onError(write(name, sink), new OnError(refused, limit));
        return builder;
    }

    /** Names the stage that this stream comes from, for messages and metrics. */
    public Stream<T> named(String name) {
        builder.rename(lastStage("named"), name);
        return this;
    }

    /** Sets how many subtasks the stage that this stream comes from has; otherwise the job's parallelism. */
    public Stream<T> parallelism(int parallelism) {
        builder.parallelism(lastStage("parallelism"), parallelism);
        return this;
    }

    private <R> Stream<R> async(
            String name,
            AsyncSettings settings,
            Supplier<? extends AsyncFunction<Object, Object>> function,
            Class<?> owner) {
        Operation operation = new Operation.Async(Objects.requireNonNull(settings, "settings"), function, owner);
        int id = builder.add(Names.checked("stage", name), operation, outputs);
        return new Stream<>(builder, List.of(new Input(id, null, null)));
    }

    @SuppressWarnings("unchecked")
    private int write(String name, Sink<? super T, ?> sink) {
        Objects.requireNonNull(sink, "sink");
        return builder.add(Names.checked("sink", name), new Operation.Write((Sink<Object, ?>) sink), outputs);
    }

    private int lastStage(String method) {
        if (outputs.size() != 1 || outputs.get(0).tag() != null) {
            throw WeirException.user(
                    "not-a-stage",
                    method + " was called on a union or a side output",
                    "it concerns a single stage",
                    "call it on the stages that the stream comes from");
        }
        return outputs.get(0).stageId();
    }

    private <K> KeyedStream<K, T> keyed(KeySelector key) {
        return new KeyedStream<>(
                builder,
                outputs.stream()
                        .map(output -> new Input(output.stageId(), output.tag(), key))
                        .toList());
    }

    private <R> Stream<R> unnamed(String kind, Operation operation) {
        int id = builder.addUnnamed(kind, operation, outputs);
        return new Stream<>(builder, List.of(new Input(id, null, null)));
    }

    @SuppressWarnings("unchecked")
    private static Function<Object, Object> erase(Function<?, ?> function) {
        return (Function<Object, Object>) Objects.requireNonNull(function, "function");
    }
}
