package io.weir.join;

import io.weir.graph.KeyedCoProcessFunction;
import io.weir.graph.KeyedProcessFunction.Context;
import io.weir.graph.KeyedProcessFunction.OnTimerContext;
import io.weir.graph.OutputTag;
import io.weir.graph.TimestampedCollector;
import io.weir.state.StateRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record of a first stream, with event time {@code t}, with the records of a second one that have the same key and a time from {@code t + lower} to
 * {@code t + upper}, both included. A pair has the later of both times. Each pair is emitted once, as soon as both records are there; a record that meets none has no
 * result.
 *
 * <p>A record is kept until the watermark says that no other can meet it. One that is late, with a time not after the watermark, is dropped, or goes to a side output.
 *
 * <p>The records of one key are searched one after the other: a key with very many records in the interval is slow.
 *
 * <p>Threading: Immutable.
 *
 * @param <T> the records of the first stream
 * @param <U> the records of the second stream
 */
public final class IntervalJoin<T, U> {

    private final Class<T> firstType;
    private final Class<U> secondType;
    private final long lower;
    private final long upper;
    private final @Nullable OutputTag<T> lateFirst;
    private final @Nullable OutputTag<U> lateSecond;

    private IntervalJoin(
            Class<T> firstType,
            Class<U> secondType,
            long lower,
            long upper,
            @Nullable OutputTag<T> lateFirst,
            @Nullable OutputTag<U> lateSecond) {
        this.firstType = Objects.requireNonNull(firstType, "firstType");
        this.secondType = Objects.requireNonNull(secondType, "secondType");
        this.lower = lower;
        this.upper = upper;
        this.lateFirst = lateFirst;
        this.lateSecond = lateSecond;
    }

    /**
     * Returns a join.
     *
     * @param firstType of the records of the first stream, which are kept as state: one that the built-in codec knows
     * @param lower from which time on, counted from that of the first record; negative for earlier
     * @param upper up to which time, likewise; at least {@code lower}
     */
    public static <T, U> IntervalJoin<T, U> between(
            Class<T> firstType, Class<U> secondType, Duration lower, Duration upper) {
        if (lower.compareTo(upper) > 0) {
            throw new IllegalArgumentException("nothing is between: lower=" + lower + ", upper=" + upper);
        }
        return new IntervalJoin<>(
                firstType, secondType, Times.millis("lower", lower), Times.millis("upper", upper), null, null);
    }

    /** Returns the same join with late records of the first stream going to a side output of the stage. */
    public IntervalJoin<T, U> sideOutputLateFirst(OutputTag<T> tag) {
        return new IntervalJoin<>(firstType, secondType, lower, upper, Objects.requireNonNull(tag, "tag"), lateSecond);
    }

    /** Returns the same join with late records of the second stream going to a side output of the stage. */
    public IntervalJoin<T, U> sideOutputLateSecond(OutputTag<U> tag) {
        return new IntervalJoin<>(firstType, secondType, lower, upper, lateFirst, Objects.requireNonNull(tag, "tag"));
    }

    /** Returns the function that does it, for one subtask. */
    public <R> KeyedCoProcessFunction<Object, T, U, R> function(
            JoinFunction<? super T, ? super U, ? extends R> function) {
        return new Joining<>(this, function);
    }

    /** The join in one subtask. */
    private static final class Joining<T, U, R> implements KeyedCoProcessFunction<Object, T, U, R> {

        private final IntervalJoin<T, U> join;
        private final JoinFunction<? super T, ? super U, ? extends R> function;

        /** For how long a record is kept behind its own time. */
        private final long firstKept;

        private final long secondKept;
        private @Nullable Buffer<T> first;
        private @Nullable Buffer<U> second;

        Joining(IntervalJoin<T, U> join, JoinFunction<? super T, ? super U, ? extends R> function) {
            this.join = join;
            this.function = function;
            this.firstKept = Math.max(0, join.upper);
            this.secondKept = Math.max(0, -join.lower);
        }

        @Override
        public void open(StateRegistry states) {
            first = new Buffer<>(states, "first", join.firstType);
            second = new Buffer<>(states, "second", join.secondType);
        }

        @Override
        public void process1(T value, Context<Object> context, TimestampedCollector<R> out) {
            long time = context.timestamp();
            if (isLate(time, value, context, join.lateFirst)) {
                return;
            }
            long from = Times.plus(time, join.lower);
            long to = Times.plus(time, join.upper);
            for (Map.Entry<Position, U> each : opened(second).entries()) {
                long other = each.getKey().timestamp();
                if (from <= other && other <= to) {
                    out.collect(function.join(value, each.getValue()), Math.max(time, other));
                }
            }
            opened(first).add(time, value);
            context.timerService().registerEventTimeTimer(Times.plus(time, firstKept));
        }

        @Override
        public void process2(U value, Context<Object> context, TimestampedCollector<R> out) {
            long time = context.timestamp();
            if (isLate(time, value, context, join.lateSecond)) {
                return;
            }
            long from = Times.plus(time, -join.upper);
            long to = Times.plus(time, -join.lower);
            for (Map.Entry<Position, T> each : opened(first).entries()) {
                long other = each.getKey().timestamp();
                if (from <= other && other <= to) {
                    out.collect(function.join(each.getValue(), value), Math.max(time, other));
                }
            }
            opened(second).add(time, value);
            context.timerService().registerEventTimeTimer(Times.plus(time, secondKept));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Object> context, TimestampedCollector<R> out) {
            opened(first).take(timestamp - firstKept, unneeded -> {});
            opened(second).take(timestamp - secondKept, unneeded -> {});
        }

        private static <V> boolean isLate(long time, V value, Context<Object> context, @Nullable OutputTag<V> lateTag) {
            Times.require(time);
            if (time > context.currentWatermark()) {
                return false;
            }
            if (lateTag != null) {
                context.output(lateTag, value);
            }
            return true;
        }

        private static <V> Buffer<V> opened(@Nullable Buffer<V> buffer) {
            return Objects.requireNonNull(buffer, "the function is not opened");
        }
    }
}
