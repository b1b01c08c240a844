package io.weir.engine.operator;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.TimerQueue;
import io.weir.engine.state.UndoLog;
import io.weir.engine.state.UndoableTimers;
import io.weir.error.WeirException;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.time.TimeDomain;
import io.weir.time.TimerService;
import io.weir.time.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operators that run a user's function have in common: its timers, and what it can ask for. What is called for each record is in the classes below, of which each
 * position has a copy of its own.
 *
 * <p>Threading: confined to one task.
 */
abstract class FunctionOperator
        implements Operator,
                Timed,
                Fetching,
                Collector<Object>,
                KeyedProcessFunction.OnTimerContext<Object>,
                TimerService {

    final KeyContext key;
    private final StageState state;
    private final TimerQueue eventTimers;
    private final TimerQueue processingTimers;
    private final LongSupplier clockMillis;
    private final int firedMax;
    private final Map<OutputTag<?>, Output> sideOutputs;

    /** What the function sees of the timers. */
    private final TimerService timerService;

    private TimeDomain domain = TimeDomain.EVENT_TIME;
    long timestamp = Timestamps.NONE;

    /** Of what is emitted: a timer of processing time says nothing of event time. */
    long outputTimestamp = Timestamps.NONE;

    private long watermark = Timestamps.NONE;
    private long firedCount;

    /** How far event time has come for each key group, a crash before included; null if the stage does not remember it. */
    private final @Nullable GroupTimes times;

    FunctionOperator(FunctionGround ground) {
        this.key = ground.key();
        this.times = ground.times();
        this.state = ground.state();
        this.eventTimers = state.timers(TimeDomain.EVENT_TIME);
        this.processingTimers = state.timers(TimeDomain.PROCESSING_TIME);
        this.clockMillis = ground.clockMillis();
        this.firedMax = ground.firedMax();
        this.sideOutputs = ground.sideOutputs();
        UndoLog undo = ground.undo();
        this.timerService = undo == null ? this : new UndoableTimers(this, key, eventTimers, processingTimers, undo);
    }

    /** Calls the user's function: the timer's key is the current one. */
    abstract void timerFired(long fired);

    @Override
    public final void fetch(long[] keys, int count) {
        state.fetch(keys, count);
    }

    @Override
    public final boolean isLarge() {
        return state.isLarge();
    }

    @Override
    public final boolean watermark(long newWatermark) {
        watermark = newWatermark;
        GroupTimes remembered = times;
        if (remembered != null) {
            remembered.advance(newWatermark);
        }
        for (int i = 0; i < firedMax; i++) {
            if (!eventTimers.isDue(newWatermark)) {
                return true;
            }
            long fired = eventTimers.first();
            fire(eventTimers, TimeDomain.EVENT_TIME, fired, fired);
        }
        return !eventTimers.isDue(newWatermark);
    }

    @Override
    public final long dueMillis() {
        return processingTimers.first();
    }

    @Override
    public final void processingTime(long nowMillis) {
        for (int i = 0; i < firedMax && processingTimers.isDue(nowMillis); i++) {
            fire(processingTimers, TimeDomain.PROCESSING_TIME, processingTimers.first(), Timestamps.NONE);
        }
    }

    private void fire(TimerQueue timers, TimeDomain firedDomain, long fired, long emittedTimestamp) {
        timers.poll(key);
        firedCount++;
        domain = firedDomain;
        timestamp = fired;
        outputTimestamp = emittedTimestamp;
        timerFired(fired);
    }

    @Override
    public final long firedCount() {
        return firedCount;
    }

    @Override
    public final List<StateCapture> capture(CaptureScope scope) {
        return state.capture(scope);
    }

    @Override
    public final Object key() {
        return key.key();
    }

    @Override
    public final long timestamp() {
        return timestamp;
    }

    @Override
    public final TimeDomain timeDomain() {
        return domain;
    }

    @Override
    public final TimerService timerService() {
        return timerService;
    }

    @Override
    public final long currentWatermark() {
        // What was late before a crash stays late: a stage of several inputs may have to wait for the time of one.
        return times == null ? watermark : Math.max(watermark, times.of(KeyGroups.groupOf(key.hash())));
    }

    @Override
    public final long currentProcessingTime() {
        return clockMillis.getAsLong();
    }

    @Override
    public final void registerEventTimeTimer(long time) {
        eventTimers.add(key, time);
    }

    @Override
    public final void registerProcessingTimeTimer(long time) {
        processingTimers.add(key, time);
    }

    @Override
    public final void deleteEventTimeTimer(long time) {
        eventTimers.remove(key, time);
    }

    @Override
    public final void deleteProcessingTimeTimer(long time) {
        processingTimers.remove(key, time);
    }

    @Override
    public final <S> void output(OutputTag<S> tag, S value) {
        Output side = sideOutputs.get(tag);
        if (side == null) {
            throw WeirException.user(
                    "unread-side-output",
                    "a process function emitted to the side output \"" + tag.name() + "\"",
                    "no stage reads it, so the record would be lost in silence",
                    "read it with sideOutput(tag), or do not emit to it");
        }
        side.accept(Objects.requireNonNull(value, "a process function emitted null"), outputTimestamp);
    }
}
