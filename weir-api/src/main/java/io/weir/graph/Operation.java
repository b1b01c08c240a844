package io.weir.graph;

import io.weir.async.AsyncFunction;
import io.weir.async.AsyncSettings;
import io.weir.sink.Sink;
import io.weir.source.Source;
import io.weir.time.TimeDomain;
import io.weir.time.WatermarkStrategy;
import io.weir.window.Trigger;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a stage does. Types are erased: the pipeline's builder has checked them.
 *
 * <p>Threading: Immutable, as far as the user's functions are.
 */
public sealed interface Operation {

    /**
     * Reads a source.
     *
     * @param watermarks null for a stream without event time
     */
    record Read(Source<Object, ?> source, @Nullable WatermarkStrategy<Object> watermarks) implements Operation {}

    record Map(Function<Object, Object> function) implements Operation {}

    record Filter(Predicate<Object> predicate) implements Operation {}

    record FlatMap(FlatMapFunction<Object, Object> function) implements Operation {}

    /**
     * Folds each key's records into an accumulator and emits it after each.
     *
     * @param type the accumulator's declared type; null to take that of {@code initial}
     */
    record Aggregate(@Nullable Class<?> type, Object initial, BiFunction<Object, Object, Object> add)
            implements Operation {}

    /** As {@link Aggregate}, with the key's first record as the first accumulator. */
    record Reduce(Class<?> type, BiFunction<Object, Object, Object> reduce) implements Operation {}

    /**
     * Collects each key's records in windows.
     *
     * @param trigger the assigner's own, unless another was set
     * @param allowedLatenessMillis for how long a window is kept after its end
     * @param lateTag the side output of records whose windows are over; null if they are dropped
     */
    record Windowed(
            WindowAssigner<Object, Window> assigner,
            Trigger<Object, Window> trigger,
            long allowedLatenessMillis,
            @Nullable OutputTag<?> lateTag,
            WindowContents contents)
            implements Operation {}

    /**
     * Lets the first of each key's records pass, of those that are close to each other.
     *
     * @param domain whose time the horizon is measured in
     * @param horizonMillis how far apart records are that both pass
     * @param allowedLatenessMillis for how long beyond what the watermark asks for it is remembered what has passed
     * @param lateTag the side output of records that are late; null if they are dropped
     */
    record Deduplicate(
            TimeDomain domain,
            long horizonMillis,
            long allowedLatenessMillis,
            @Nullable OutputTag<?> lateTag) implements Operation {}

    record Process(Supplier<? extends KeyedProcessFunction<Object, Object, Object>> function) implements Operation {}

    /** Processes two keyed streams with state in common. */
    record CoProcess(Supplier<? extends KeyedCoProcessFunction<Object, Object, Object, Object>> function)
            implements Operation {}

    /** Processes a stream, keyed or not, and a second one that every subtask gets. */
    record BroadcastProcess(Supplier<? extends BroadcastProcessFunction<Object, Object, Object, Object>> function)
            implements Operation {}

    /**
     * Collects the records of two keyed streams in the same windows.
     *
     * @param windowed with the pair's contents; its assigner and trigger see the bare records of both
     */
    record PairWindowed(Windowed windowed) implements Operation {}

    /**
     * Makes a request for each record.
     *
     * @param owner a class of the user's, whose loader knows the classes of the records
     */
    record Async(AsyncSettings settings, Supplier<? extends AsyncFunction<Object, Object>> function, Class<?> owner)
            implements Operation {}

    record Write(Sink<Object, ?> sink) implements Operation {}
}
