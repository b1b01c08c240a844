package io.weir.engine.operator;

import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.time.WatermarkGenerator;

/**
 * One split's records and time.
 *
 * <p>Threading: confined to one task.
 */
abstract class TimedSplit implements SourceOutput<Object> {

    private final TimedInlet inlet;
    final WatermarkGenerator<Object> generator;

    /** How far it had come in the checkpoint: the generator does not know. */
    private final long restoredWatermark;

    /** How many records it has emitted. */
    long count;

    private long countWhenLastActive = -1;
    private long lastActivePolledNanos;
    private boolean paused;
    private boolean ended;

    /** How many records it had emitted when the reader said that there is nothing for now; -1 for never. */
    private long countWhenMarkedIdle = -1;

    TimedSplit(TimedInlet inlet, WatermarkGenerator<Object> generator, long restoredWatermark) {
        this.inlet = inlet;
        this.generator = generator;
        this.restoredWatermark = restoredWatermark;
    }

    final long count() {
        return count;
    }

    final long currentWatermark() {
        return Math.max(restoredWatermark, generator.currentWatermark());
    }

    final void end() {
        ended = true;
    }

    final boolean isEnded() {
        return ended;
    }

    /** Says whether it is to wait for others; returns whether that has changed. */
    final boolean pause(boolean pause) {
        boolean changed = paused != pause;
        paused = pause;
        return changed;
    }

    /** @param polledNanos what the inlet's clock of idleness shows */
    final boolean isIdle(long polledNanos, long idlenessNanos) {
        if (count != countWhenLastActive || paused) {
            countWhenLastActive = count;
            lastActivePolledNanos = polledNanos;
        }
        return count == countWhenMarkedIdle || polledNanos - lastActivePolledNanos >= idlenessNanos;
    }

    @Override
    public final void markIdle() {
        countWhenMarkedIdle = count;
    }

    @Override
    public final void reject(RejectedRecord rejected) {
        inlet.reject(rejected);
    }

    @Override
    public final void created(long oldestMillis, long newestMillis) {
        inlet.created(oldestMillis, newestMillis);
    }

    @Override
    public final SourceOutput<Object> forSplit(String splitId) {
        return inlet.forSplit(splitId);
    }

    @Override
    public final void releaseOutputForSplit(String splitId) {
        inlet.releaseOutputForSplit(splitId);
    }
}
