package io.weir.engine.operator;

import io.weir.engine.item.Control;
import io.weir.engine.latency.ReadTimes;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkAlignment;
import io.weir.time.WatermarkGenerator;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source with event time, kept apart for each split: the watermark is the least of the splits that are neither idle nor at their end, those not read yet included.
 *
 * <p>Idleness is measured on a clock of its own, which goes on only while the reader has the chance to emit: a split whose records wait behind those of
 * another, or behind a slow consumer, is not idle.
 *
 * <p>Threading: confined to one task.
 */
final class TimedInlet implements SourceInlet {

    /** How much of the time before and after a poll that emitted counts at most: longer than a worker parks, shorter than a pause. */
    private static final long GAP_NANOS_MAX = 100_000_000L;

    private final WatermarkStrategy<Object> strategy;
    private final long idlenessNanos;
    private final SplitTimes times;
    private final SplitMaker maker;
    private final Output rejects;
    private final Map<String, TimedSplit> splits = new LinkedHashMap<>();
    private @Nullable TimedSplit whole;

    /** Those that had no record when the reader did not keep splits apart: if it kept an output of theirs, what it emits there counts. */
    private final List<TimedSplit> unread = new ArrayList<>();

    private @Nullable ReadTimes readTimes;
    private long rejectedCount;
    private long countAtLastPoll;
    private boolean emitting;
    /** The watermark that was told last. */
    private long watermark = Timestamps.NONE;

    /** The watermark that is due. */
    private long reached = Timestamps.NONE;

    private boolean idle;
    private boolean assigned;
    private boolean complete;

    /** The watermark up to which splits may be read. */
    private long alignedMax = Timestamps.MAX;

    private int pausedCount;

    /** What the clock of idleness shows. */
    private long polledNanos;

    private long lastNanos;
    private boolean heldBack = true;

    /** Makes what a split's records go through. */
    @FunctionalInterface
    interface SplitMaker {
        TimedSplit make(TimedInlet inlet, WatermarkGenerator<Object> generator, long restoredWatermark);
    }

    /** @param times how far event time had come in the checkpoint */
    TimedInlet(WatermarkStrategy<Object> strategy, SplitTimes times, SplitMaker maker, Output rejects) {
        Duration idleness = strategy.idleness();
        this.strategy = strategy;
        this.times = times;
        this.idlenessNanos = idleness == null ? Long.MAX_VALUE : idleness.toNanos();
        this.maker = maker;
        this.rejects = rejects;
    }

    @Override
    public void emit(Object value, long timestamp) {
        TimedSplit inlet = whole;
        if (inlet == null) {
            inlet = readWhole();
        }
        inlet.emit(value, timestamp);
    }

    @Override
    public void reject(RejectedRecord rejected) {
        rejectedCount++;
        rejects.accept(rejected, rejected.timestamp());
    }

    @Override
    public SourceOutput<Object> forSplit(String splitId) {
        return register(splitId);
    }

    @Override
    public void markIdle() {
        splits.values().forEach(TimedSplit::markIdle);
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
        TimedSplit split = splits.get(splitId);
        if (split != null) {
            split.end();
        }
    }

    @Override
    public void noteCreation(ReadTimes newTimes) {
        readTimes = newTimes;
    }

    @Override
    public void created(long oldestMillis, long newestMillis) {
        ReadTimes noted = readTimes;
        if (noted != null) {
            noted.created(oldestMillis, newestMillis, count());
        }
    }

    @Override
    public void addSplit(String splitId) {
        if (whole == null) {
            register(splitId);
        }
    }

    @Override
    public void assigned() {
        assigned = true;
    }

    @Override
    public void noMoreSplits() {
        complete = true;
    }

    private TimedSplit register(String splitId) {
        TimedSplit split = splits.get(splitId);
        if (split == null) {
            split = maker.make(this, strategy.generator().get(), times.of(splitId));
            splits.put(splitId, split);
        }
        return split;
    }

    /** The reader does not keep its splits apart, so those it was given do not hold time back. */
    private TimedSplit readWhole() {
        Iterator<TimedSplit> assigned = splits.values().iterator();
        while (assigned.hasNext()) {
            TimedSplit split = assigned.next();
            if (split.count() == 0) {
                assigned.remove();
                unread.add(split);
            }
        }
        TimedSplit inlet = register("");
        whole = inlet;
        return inlet;
    }

    @Override
    public @Nullable WatermarkAlignment alignment() {
        return strategy.alignment();
    }

    @Override
    public void align(long watermarkMax) {
        alignedMax = watermarkMax;
    }

    @Override
    public boolean isAhead() {
        if (alignedMax == Timestamps.MAX) {
            return false;
        }
        boolean any = false;
        for (TimedSplit split : splits.values()) {
            if (!split.isEnded()) {
                if (split.currentWatermark() <= alignedMax) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    @Override
    public @Nullable SplitPauses pauses() {
        if (alignedMax == Timestamps.MAX && pausedCount == 0) {
            return null;
        }
        List<String> toPause = new ArrayList<>();
        List<String> toResume = new ArrayList<>();
        splits.forEach((splitId, split) -> {
            boolean ahead = split.currentWatermark() > alignedMax && !split.isEnded();
            if (split.pause(ahead)) {
                (ahead ? toPause : toResume).add(splitId);
            }
        });
        pausedCount += toPause.size() - toResume.size();
        return toPause.isEmpty() && toResume.isEmpty() ? null : new SplitPauses(toPause, toResume);
    }

    @Override
    public long alignedTime() {
        return idle ? Timestamps.MAX : reached;
    }

    @Override
    public long count() {
        long count = rejectedCount;
        for (TimedSplit split : splits.values()) {
            count += split.count();
        }
        for (TimedSplit split : unread) {
            count += split.count();
        }
        return count;
    }

    @Override
    public void heldBack(long nowNanos) {
        passTime(nowNanos, GAP_NANOS_MAX);
        heldBack = true;
    }

    @Override
    public @Nullable Control eventTime(long nowNanos, boolean mayWait) {
        long count = count();
        boolean emits = count != countAtLastPoll;
        // Between two polls that emitted nothing there was nothing at hand, however long that was.
        passTime(nowNanos, emits || emitting ? GAP_NANOS_MAX : Long.MAX_VALUE);
        heldBack = false;
        emitting = emits;
        countAtLastPoll = count;
        if (splits.isEmpty() && assigned && complete) {
            return end();
        }
        long least = Timestamps.MAX;
        boolean allIdle = !splits.isEmpty() || assigned || polledNanos >= idlenessNanos;
        for (TimedSplit split : splits.values()) {
            if (!split.isEnded() && !split.isIdle(polledNanos, idlenessNanos)) {
                allIdle = false;
                least = Math.min(least, split.currentWatermark());
            }
        }
        if (allIdle) {
            if (!idle && reached > watermark) {
                watermark = reached;
                return new Control.Watermark(watermark);
            }
            boolean news = !idle;
            idle = true;
            return news ? new Control.Idle() : null;
        }
        // A split that was assigned while all were idle holds time back before its first record.
        if (!splits.isEmpty()) {
            reached = Math.max(watermark, least);
        }
        if (!splits.isEmpty() && (idle || least > watermark && !mayWait)) {
            idle = false;
            watermark = reached;
            return new Control.Watermark(watermark);
        }
        return null;
    }

    /** A reader that has no split and gets none is at its end as far as time goes, also while it waits for its source's. */
    private @Nullable Control end() {
        if (watermark == Timestamps.MAX) {
            return null;
        }
        watermark = Timestamps.MAX;
        reached = Timestamps.MAX;
        idle = false;
        return new Control.Watermark(watermark);
    }

    /** A split that was idle has come as far as the others have made it. A reader that does not keep its splits apart begins anew. */
    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        if (whole == null) {
            splits.forEach((splitId, split) -> times.set(splitId, Math.max(watermark, split.currentWatermark())));
        }
        return times.capture(scope);
    }

    private void passTime(long nowNanos, long gapNanosMax) {
        if (!heldBack) {
            polledNanos += Math.min(nowNanos - lastNanos, gapNanosMax);
        }
        lastNanos = nowNanos;
    }
}
