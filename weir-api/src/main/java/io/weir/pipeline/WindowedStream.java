package io.weir.pipeline;

import io.weir.aggregate.Aggregator;
import io.weir.error.WeirException;
import io.weir.graph.Operation;
import io.weir.graph.OutputTag;
import io.weir.graph.ProcessWindowFunction;
import io.weir.graph.WindowContents;
import io.weir.graph.WindowFunction;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.state.Aggregation;
import io.weir.window.CountWindows;
import io.weir.window.MergingWindowAssigner;
import io.weir.window.Trigger;
import io.weir.window.TriggerState;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A keyed stream divided into windows. It ends in a stage that says what becomes of a window's records; the stage has a name, unique in the pipeline and stable: the
 * windows in the checkpoints belong to it.
 *
 * <p>By event time a result is emitted when the watermark has reached the window's end, with the window's last timestamp. A record is late if the watermark has reached the
 * end of its window plus the allowed lateness: it is dropped, or goes to a side output. Which records were late stays decided over a crash.
 *
 * <p>Threading: confined to the thread that builds the pipeline.
 *
 * @param <K> the keys
 * @param <T> the records
 * @param <W> the windows
 */
public final class WindowedStream<K, T, W extends Window> {

    private final KeyedStream<K, T> stream;
    private final WindowAssigner<? super T, W> assigner;
    private @Nullable Trigger<? super T, ? super W> trigger;
    private long allowedLatenessMillis;
    private @Nullable OutputTag<T> lateTag;

    WindowedStream(KeyedStream<K, T> stream, WindowAssigner<? super T, W> assigner) {
        this.stream = stream;
        this.assigner = Objects.requireNonNull(assigner, "assigner");
    }

    /**
     * Emits results when another trigger says so, instead of the assigner's own.
     *
     * @throws WeirException {@code unfit-trigger} if the windows merge and the trigger is not for such, or if the windows have a trigger that cannot be changed
     */
    public WindowedStream<K, T, W> trigger(Trigger<? super T, ? super W> newTrigger) {
        trigger = Objects.requireNonNull(newTrigger, "trigger");
        if (assigner instanceof CountWindows) {
            throw unfitTrigger("count windows have a trigger of their own", "use window(Windows.global()) for another");
        }
        boolean merges = assigner instanceof MergingWindowAssigner<?, ?>;
        if (merges && !(newTrigger.canMerge() && newTrigger.states().stream().allMatch(WindowedStream::merges))) {
            throw unfitTrigger(
                    "the windows become one as they grow, and the trigger cannot follow",
                    "let its canMerge() return true and give each of its states a function that merges");
        }
        return this;
    }

    /**
     * Keeps each window for so long after its end, in event time: a record that comes until then changes the result, which is emitted again. Windows by processing time have no late records: there it
     * says nothing.
     */
    public WindowedStream<K, T, W> allowedLateness(Duration lateness) {
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("must not be negative: lateness=" + lateness);
        }
        allowedLatenessMillis = lateness.toMillis();
        return this;
    }

    /** Sends records that are late for all of their windows to a side output of the stage, where {@link Stream#sideOutput} reads them, instead of dropping them. */
    public WindowedStream<K, T, W> sideOutputLateData(OutputTag<T> tag) {
        lateTag = Objects.requireNonNull(tag, "tag");
        return this;
    }

    /**
     * Combines a window's records to one.
     *
     * @param type the type of the records, which are kept as state: one that the built-in codec knows
     * @param reduce associative; makes a new record and changes neither of its arguments
     */
    public Stream<T> reduce(String name, Class<T> type, BinaryOperator<T> reduce) {
        return accumulate(name, reduced(type, reduce, null));
    }

    /** Combines a window's records to one, and makes the output of that. */
    public <R> Stream<R> reduce(
            String name,
            Class<T> type,
            BinaryOperator<T> reduce,
            WindowFunction<? super T, R, ? super K, ? super W> function) {
        return accumulate(name, reduced(type, reduce, Objects.requireNonNull(function, "function")));
    }

    /**
     * Adds a window's records up, and emits the result.
     *
     * @param accumulatorType one that the built-in codec knows
     */
    public <A, R> Stream<R> aggregate(
            String name, Class<A> accumulatorType, Aggregation<? super T, A, ? extends R> aggregation) {
        return accumulate(name, aggregated(accumulatorType, Serdes.of(accumulatorType), aggregation, null));
    }

    /** Adds a window's records up, and makes the output of the result. */
    public <A, V, R> Stream<R> aggregate(
            String name,
            Class<A> accumulatorType,
            Aggregation<? super T, A, V> aggregation,
            WindowFunction<? super V, R, ? super K, ? super W> function) {
        Objects.requireNonNull(function, "function");
        return accumulate(name, aggregated(accumulatorType, Serdes.of(accumulatorType), aggregation, function));
    }

    /** Adds a window's records up, and emits the result; {@link io.weir.aggregate.Aggregates} has the usual ways. */
    public <A, R> Stream<R> aggregate(String name, Aggregator<? super T, A, ? extends R> aggregator) {
        return accumulate(name, aggregated(aggregator.type(), aggregator.serde(), aggregator.aggregation(), null));
    }

    /** Adds a window's records up, and makes the output of the result. */
    public <A, V, R> Stream<R> aggregate(
            String name,
            Aggregator<? super T, A, V> aggregator,
            WindowFunction<? super V, R, ? super K, ? super W> function) {
        Objects.requireNonNull(function, "function");
        return accumulate(name, aggregated(aggregator.type(), aggregator.serde(), aggregator.aggregation(), function));
    }

    /**
     * Keeps all records of a window, and makes the output of them.
     *
     * @param elementType the type of the records: one that the built-in codec knows
     */
    @SuppressWarnings("unchecked") // the stream's type parameters keep what the erased operation forgets
    public <R> Stream<R> process(
            String name, Class<T> elementType, ProcessWindowFunction<? super T, R, ? super K, ? super W> function) {
        Objects.requireNonNull(function, "function");
        return add(name, new WindowContents.Elements((Serde<Object>) Serdes.of(elementType), (ProcessWindowFunction<
                        Object, Object, Object, Window>)
                (ProcessWindowFunction<?, ?, ?, ?>) function));
    }

    private <R> Stream<R> accumulate(String name, WindowContents.Accumulated contents) {
        boolean mustMerge = assigner instanceof MergingWindowAssigner<?, ?>
                || assigner instanceof CountWindows count && count.slide() < count.size();
        if (mustMerge && contents.merge() == null) {
            throw WeirException.user(
                    "aggregation-without-merge",
                    "the stage \"" + name + "\" aggregates windows whose accumulators must be merged",
                    "its aggregation has no function for that, and sessions become one as they grow, as sliding count windows share what they have in common",
                    "give it one: aggregation.withMerge(...)");
        }
        return add(name, contents);
    }

    @SuppressWarnings("unchecked") // the stream's type parameters keep what the erased operation forgets
    private <R> Stream<R> add(String name, WindowContents contents) {
        Trigger<?, ?> chosen = trigger == null ? assigner.defaultTrigger() : trigger;
        return stream.named(
                name,
                new Operation.Windowed(
                        (WindowAssigner<Object, Window>) (WindowAssigner<?, ?>) assigner,
                        (Trigger<Object, Window>) chosen,
                        allowedLatenessMillis,
                        lateTag,
                        contents));
    }

    @SuppressWarnings("unchecked") // as above
    private static WindowContents.Accumulated reduced(
            Class<?> type, BinaryOperator<?> reduce, @Nullable WindowFunction<?, ?, ?, ?> function) {
        BinaryOperator<Object> erased = (BinaryOperator<Object>) Objects.requireNonNull(reduce, "reduce");
        return new WindowContents.Accumulated(
                type, (Serde<Object>) Serdes.of(type), null, erased, Function.identity(), erased, (WindowFunction<
                                Object, Object, Object, Window>)
                        function);
    }

    @SuppressWarnings("unchecked") // as above
    private static WindowContents.Accumulated aggregated(
            @Nullable Class<?> type,
            Serde<?> serde,
            Aggregation<?, ?, ?> aggregation,
            @Nullable WindowFunction<?, ?, ?, ?> function) {
        return new WindowContents.Accumulated(
                type,
                (Serde<Object>) serde,
                aggregation.initial(),
                (BiFunction<Object, Object, Object>) aggregation.add(),
                (Function<Object, Object>) aggregation.result(),
                (BinaryOperator<Object>) aggregation.merge(),
                (WindowFunction<Object, Object, Object, Window>) function);
    }

    private static boolean merges(TriggerState<?> state) {
        return state.merge() != null;
    }

    private static WeirException unfitTrigger(String why, String mend) {
        return WeirException.user("unfit-trigger", "the trigger cannot be used for these windows", why, mend);
    }
}
