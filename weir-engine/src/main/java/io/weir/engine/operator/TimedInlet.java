package io.weir.engine.operator;

import io.weir.engine.item.Control;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.time.TimestampAssigner;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkGenerator;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source with event time, kept apart for each split: the watermark is the least of the splits that are not idle. */
final class TimedInlet implements SourceInlet {

    private final WatermarkStrategy<Object> strategy;
    private final Output next;
    private final Output rejects;
    private final Map<String, SplitInlet> splits = new LinkedHashMap<>();
    private long count;
    private long watermark = Timestamps.NONE;
    private boolean idle;

    TimedInlet(WatermarkStrategy<Object> strategy, Output next, Output rejects) {
        this.strategy = strategy;
        this.next = next;
        this.rejects = rejects;
    }

    @Override
    public void emit(Object value, long timestamp) {
        forSplit("").emit(value, timestamp);
    }

    @Override
    public void reject(RejectedRecord rejected) {
        count++;
        rejects.accept(rejected, rejected.timestamp());
    }

    @Override
    public SourceOutput<Object> forSplit(String splitId) {
        return splits.computeIfAbsent(
                splitId, unused -> new SplitInlet(strategy.generator().get()));
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public @Nullable Control eventTime(long nowNanos) {
        long least = Timestamps.MAX;
        boolean allIdle = true;
        for (SplitInlet split : splits.values()) {
            if (!split.isIdle(nowNanos)) {
                allIdle = false;
                least = Math.min(least, split.generator.currentWatermark());
            }
        }
        if (allIdle) {
            boolean news = !idle && strategy.idleness() != null && !splits.isEmpty();
            idle |= news;
            return news ? new Control.Idle() : null;
        }
        if (least > watermark || idle && least != Timestamps.NONE) {
            idle = false;
            watermark = Math.max(watermark, least);
            return new Control.Watermark(watermark);
        }
        return null;
    }

    /** One split's timestamps and time. */
    private final class SplitInlet implements SourceOutput<Object> {

        private final WatermarkGenerator<Object> generator;
        private final @Nullable TimestampAssigner<Object> assigner = strategy.assigner();
        private long splitCount;
        private long countWhenLastActive = -1;
        private long lastActiveNanos;

        SplitInlet(WatermarkGenerator<Object> generator) {
            this.generator = generator;
        }

        @Override
        public void emit(Object value, long timestamp) {
            long assigned = assigner == null ? timestamp : assigner.extractTimestamp(value, timestamp);
            count++;
            splitCount++;
            generator.onEvent(value, assigned);
            next.accept(value, assigned);
        }

        @Override
        public void reject(RejectedRecord rejected) {
            TimedInlet.this.reject(rejected);
        }

        @Override
        public SourceOutput<Object> forSplit(String splitId) {
            return TimedInlet.this.forSplit(splitId);
        }

        boolean isIdle(long nowNanos) {
            if (splitCount != countWhenLastActive) {
                countWhenLastActive = splitCount;
                lastActiveNanos = nowNanos;
            }
            Duration timeout = strategy.idleness();
            return timeout != null && nowNanos - lastActiveNanos >= timeout.toNanos();
        }
    }
}
