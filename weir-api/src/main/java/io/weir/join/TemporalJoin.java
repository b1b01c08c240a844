package io.weir.join;

import io.weir.graph.KeyedCoProcessFunction;
import io.weir.graph.KeyedProcessFunction.Context;
import io.weir.graph.KeyedProcessFunction.OnTimerContext;
import io.weir.graph.OutputTag;
import io.weir.graph.TimestampedCollector;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record of a first stream with the version of its key that was valid at its time: the second stream is a changelog, of which each record is the version of its key
 * from its event time on, until the next one. Of versions with the same time, that which came last is valid.
 *
 * <p>A record waits until the watermark has reached its time, so that all versions up to then are known, and its result has its time. If there is no version, it has no result,
 * unless {@link #orElse} says what stands for one. A record or a version that is late, with a time not after the watermark, is dropped, or goes to a side output.
 *
 * <p>The last version of each key is kept for ever, with a time to live of its own kind only by {@link #deletedWhen}. The watermark is the lesser of both streams': read a
 * changelog that is often silent with a strategy that has an idleness.
 *
 * <p>Threading: Immutable.
 *
 * @param <T> the records of the first stream
 * @param <U> the versions
 */
public final class TemporalJoin<T, U> {

    private final Class<T> firstType;
    private final Class<U> versionType;
    private final Predicate<? super U> deletion;
    private final @Nullable U absent;
    private final @Nullable OutputTag<T> lateTag;
    private final @Nullable OutputTag<U> lateVersionTag;

    private TemporalJoin(
            Class<T> firstType,
            Class<U> versionType,
            Predicate<? super U> deletion,
            @Nullable U absent,
            @Nullable OutputTag<T> lateTag,
            @Nullable OutputTag<U> lateVersionTag) {
        this.firstType = Objects.requireNonNull(firstType, "firstType");
        this.versionType = Objects.requireNonNull(versionType, "versionType");
        this.deletion = Objects.requireNonNull(deletion, "deletion");
        this.absent = absent;
        this.lateTag = lateTag;
        this.lateVersionTag = lateVersionTag;
    }

    /**
     * Returns a join.
     *
     * @param firstType of the records of the first stream, which are kept as state: one that the built-in codec knows
     * @param versionType of the versions, likewise
     */
    public static <T, U> TemporalJoin<T, U> of(Class<T> firstType, Class<U> versionType) {
        return new TemporalJoin<>(firstType, versionType, unused -> false, null, null, null);
    }

    /** Returns the same join, with versions that say that the key has none from then on; nothing is kept of a key whose last version is such. */
    public TemporalJoin<T, U> deletedWhen(Predicate<? super U> isDeletion) {
        return new TemporalJoin<>(firstType, versionType, isDeletion, absent, lateTag, lateVersionTag);
    }

    /** Returns the same join, with what records meet that find no version. */
    public TemporalJoin<T, U> orElse(U version) {
        return new TemporalJoin<>(
                firstType, versionType, deletion, Objects.requireNonNull(version, "version"), lateTag, lateVersionTag);
    }

    /** Returns the same join with late records of the first stream going to a side output of the stage. */
    public TemporalJoin<T, U> sideOutputLateData(OutputTag<T> tag) {
        return new TemporalJoin<>(
                firstType, versionType, deletion, absent, Objects.requireNonNull(tag, "tag"), lateVersionTag);
    }

    /** Returns the same join with late versions going to a side output of the stage. */
    public TemporalJoin<T, U> sideOutputLateVersions(OutputTag<U> tag) {
        return new TemporalJoin<>(
                firstType, versionType, deletion, absent, lateTag, Objects.requireNonNull(tag, "tag"));
    }

    /** Returns the function that does it, for one subtask. */
    public <R> KeyedCoProcessFunction<Object, T, U, R> function(
            JoinFunction<? super T, ? super U, ? extends R> function) {
        return new Joining<>(this, function);
    }

    /** The join in one subtask. */
    private static final class Joining<T, U, R> implements KeyedCoProcessFunction<Object, T, U, R> {

        private final TemporalJoin<T, U> join;
        private final JoinFunction<? super T, ? super U, ? extends R> function;
        private @Nullable Buffer<T> waiting;
        private @Nullable MapState<Long, U> versions;

        Joining(TemporalJoin<T, U> join, JoinFunction<? super T, ? super U, ? extends R> function) {
            this.join = join;
            this.function = function;
        }

        @Override
        public void open(StateRegistry states) {
            waiting = new Buffer<>(states, "waiting", join.firstType);
            versions = states.mapState("versions", Long.class, join.versionType);
        }

        @Override
        public void process1(T value, Context<Object> context, TimestampedCollector<R> out) {
            long time = context.timestamp();
            Times.require(time);
            if (time > context.currentWatermark()) {
                waiting().add(time, value);
                context.timerService().registerEventTimeTimer(time);
            } else if (join.lateTag != null) {
                context.output(join.lateTag, value);
            }
        }

        @Override
        public void process2(U value, Context<Object> context, TimestampedCollector<R> out) {
            Times.require(context.timestamp());
            if (context.timestamp() <= context.currentWatermark()) {
                if (join.lateVersionTag != null) {
                    context.output(join.lateVersionTag, value);
                }
                return;
            }
            versions().put(context.timestamp(), value);
            context.timerService().registerEventTimeTimer(context.timestamp());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Object> context, TimestampedCollector<R> out) {
            Map.Entry<Long, U> valid = validAt(timestamp);
            U version = valid == null || join.deletion.test(valid.getValue()) ? join.absent : valid.getValue();
            waiting().take(timestamp, value -> {
                if (version != null) {
                    out.collect(function.join(value, version), timestamp);
                }
            });
            if (valid != null) {
                forgetBefore(valid);
            }
        }

        private Map.@Nullable Entry<Long, U> validAt(long time) {
            Map.@Nullable Entry<Long, U> newest = null;
            for (Map.Entry<Long, U> each : versions().entries().entrySet()) {
                if (each.getKey() <= time && (newest == null || each.getKey() > newest.getKey())) {
                    newest = each;
                }
            }
            // A copy: the entry is gone when the map is changed.
            return newest == null ? null : Map.entry(newest.getKey(), newest.getValue());
        }

        /** Whoever comes from now on meets this version or a later one. */
        private void forgetBefore(Map.Entry<Long, U> valid) {
            boolean deleted = join.deletion.test(valid.getValue());
            for (Long each : List.copyOf(versions().entries().keySet())) {
                if (each < valid.getKey() || deleted && each.equals(valid.getKey())) {
                    versions().remove(each);
                }
            }
        }

        private Buffer<T> waiting() {
            return Objects.requireNonNull(waiting, "the function is not opened");
        }

        private MapState<Long, U> versions() {
            return Objects.requireNonNull(versions, "the function is not opened");
        }
    }
}
