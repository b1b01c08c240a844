package io.weir.pipeline;

import io.weir.error.WeirException;
import io.weir.graph.CoGroupFunction;
import io.weir.graph.Collector;
import io.weir.graph.Operation;
import io.weir.graph.PairedRecord;
import io.weir.graph.ProcessWindowFunction;
import io.weir.graph.WindowContents;
import io.weir.join.JoinFunction;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.window.CountWindows;
import io.weir.window.GlobalWindows;
import io.weir.window.Trigger;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Two keyed streams divided into the same windows. All records of a window are kept until it is over; late ones are dropped. Windows behave as those of
 * {@link WindowedStream} do.
 *
 * <p>Threading: confined to the thread that builds the pipeline.
 *
 * @param <K> the keys
 * @param <T> the records of the first stream
 * @param <U> the records of the second stream
 * @param <W> the windows
 */
public final class PairedWindows<K, T, U, W extends Window> {

    private final ConnectedStreams<K, T, U> streams;
    private final WindowAssigner<Object, W> assigner;
    private long allowedLatenessMillis;

    PairedWindows(ConnectedStreams<K, T, U> streams, WindowAssigner<Object, W> assigner) {
        this.streams = streams;
        this.assigner = Objects.requireNonNull(assigner, "assigner");
        WindowAssigner<?, ?> any = assigner;
        if (any instanceof GlobalWindows) {
            throw WeirException.user(
                    "unfit-windows",
                    "two streams were divided into global windows",
                    "these have no end, so all records would be kept for ever without a result",
                    "use windows of time, or process(...) with state of your own");
        }
        if (any instanceof CountWindows) {
            throw WeirException.user(
                    "unfit-windows",
                    "two streams were divided into windows by count",
                    "which records meet would depend on how the two streams flow",
                    "use windows of time, or process(...) with state of your own");
        }
    }

    /** Keeps each window for so long after its end, in event time: a record that comes until then changes the result, which is emitted again in whole. */
    public PairedWindows<K, T, U, W> allowedLateness(Duration lateness) {
        if (lateness.isNegative()) {
            throw new IllegalArgumentException("must not be negative: lateness=" + lateness);
        }
        allowedLatenessMillis = lateness.toMillis();
        return this;
    }

    /**
     * Joins each record of the first stream with each of the second that has the same key and is in the same window. A record that meets none has no result.
     *
     * @param firstType of the records of the first stream: one that the built-in codec knows
     * @param function makes the output of a pair; pure
     */
    public <R> Stream<R> join(
            String name,
            Class<T> firstType,
            Class<U> secondType,
            JoinFunction<? super T, ? super U, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return coGroup(name, firstType, secondType, (key, window, first, second, out) -> {
            for (T each : first) {
                for (U other : second) {
                    out.collect(function.join(each, other));
                }
            }
        });
    }

    /**
     * Makes the output of all records of a window: so that one can also say what becomes of records that meet none.
     *
     * @param firstType of the records of the first stream: one that the built-in codec knows
     */
    @SuppressWarnings("unchecked") // the streams' type parameters keep what the erased operation forgets
    public <R> Stream<R> coGroup(
            String name,
            Class<T> firstType,
            Class<U> secondType,
            CoGroupFunction<? super T, ? super U, R, ? super K, ? super W> function) {
        Objects.requireNonNull(function, "function");
        Serde<?> serde = PairedRecord.serde(Serdes.of(firstType), Serdes.of(secondType));
        ProcessWindowFunction<PairedRecord, R, K, W> divided =
                (key, window, elements, out) -> divide(key, window, elements, function, out);
        return streams.stage(
                name,
                new Operation.PairWindowed(new Operation.Windowed(
                        (WindowAssigner<Object, Window>) (WindowAssigner<?, ?>) assigner,
                        (Trigger<Object, Window>) (Trigger<?, ?>) assigner.defaultTrigger(),
                        allowedLatenessMillis,
                        null,
                        new WindowContents.Elements(
                                (Serde<Object>) serde, (ProcessWindowFunction<Object, Object, Object, Window>)
                                        (ProcessWindowFunction<?, ?, ?, ?>) divided))));
    }

    @SuppressWarnings("unchecked") // the mark says which stream a record is of
    private static <K, T, U, R, W extends Window> void divide(
            K key,
            W window,
            List<PairedRecord> elements,
            CoGroupFunction<? super T, ? super U, R, ? super K, ? super W> function,
            Collector<R> out) {
        List<T> first = new ArrayList<>();
        List<U> second = new ArrayList<>();
        for (PairedRecord each : elements) {
            if (each.second()) {
                second.add((U) each.value());
            } else {
                first.add((T) each.value());
            }
        }
        function.coGroup(key, window, Collections.unmodifiableList(first), Collections.unmodifiableList(second), out);
    }
}
