package io.weir.engine.operator;

import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.TimerQueue;
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

/** Runs a user's function with its declared state and its timers. */
final class ProcessOperator
        implements Operator, Timed, Collector<Object>, KeyedProcessFunction.OnTimerContext<Object>, TimerService {

    /** Bounds what fires in one turn of the task, which has to move on what was emitted. */
    private static final int FIRED_MAX = 512;

    private final KeyReader keyReader;
    private final KeyContext key;
    private final StageState state;
    private final TimerQueue eventTimers;
    private final TimerQueue processingTimers;
    private final LongSupplier clockMillis;
    private final KeyedProcessFunction<Object, Object, Object> function;
    private final Output next;
    private final Map<OutputTag<?>, Output> sideOutputs;
    private TimeDomain domain = TimeDomain.EVENT_TIME;
    private long timestamp = Timestamps.NONE;

    /** Of what is emitted: a timer of processing time says nothing of event time. */
    private long outputTimestamp = Timestamps.NONE;

    private long watermark = Timestamps.NONE;
    private long firedCount;

    /**
     * @param clockMillis the machine's clock
     * @param sideOutputs by tag; only those that a stage reads
     */
    ProcessOperator(
            KeyReader keyReader,
            KeyContext key,
            StageState state,
            LongSupplier clockMillis,
            KeyedProcessFunction<Object, Object, Object> function,
            Output next,
            Map<OutputTag<?>, Output> sideOutputs) {
        this.keyReader = keyReader;
        this.key = key;
        this.state = state;
        this.eventTimers = state.timers(TimeDomain.EVENT_TIME);
        this.processingTimers = state.timers(TimeDomain.PROCESSING_TIME);
        this.clockMillis = clockMillis;
        this.function = function;
        this.next = next;
        this.sideOutputs = sideOutputs;
    }

    @Override
    public void accept(Object value, long valueTimestamp) {
        timestamp = valueTimestamp;
        outputTimestamp = valueTimestamp;
        keyReader.read(value, key);
        function.process(value, this, this);
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a process function emitted null"), outputTimestamp);
    }

    @Override
    public boolean watermark(long newWatermark) {
        watermark = newWatermark;
        for (int i = 0; i < FIRED_MAX; i++) {
            if (!isDue(eventTimers, newWatermark)) {
                return true;
            }
            long fired = eventTimers.first();
            fire(eventTimers, TimeDomain.EVENT_TIME, fired, fired);
        }
        return !isDue(eventTimers, newWatermark);
    }

    @Override
    public long dueMillis() {
        return processingTimers.first();
    }

    @Override
    public void processingTime(long nowMillis) {
        for (int i = 0; i < FIRED_MAX && isDue(processingTimers, nowMillis); i++) {
            fire(processingTimers, TimeDomain.PROCESSING_TIME, processingTimers.first(), Timestamps.NONE);
        }
    }

    private static boolean isDue(TimerQueue timers, long time) {
        return timers.size() > 0 && timers.first() <= time;
    }

    private void fire(TimerQueue timers, TimeDomain firedDomain, long fired, long emittedTimestamp) {
        timers.poll(key);
        firedCount++;
        domain = firedDomain;
        timestamp = fired;
        outputTimestamp = emittedTimestamp;
        function.onTimer(fired, this, this);
    }

    @Override
    public long firedCount() {
        return firedCount;
    }

    @Override
    public List<StateCapture> capture() {
        return state.capture();
    }

    @Override
    public Object key() {
        return key.key();
    }

    @Override
    public long timestamp() {
        return timestamp;
    }

    @Override
    public TimeDomain timeDomain() {
        return domain;
    }

    @Override
    public TimerService timerService() {
        return this;
    }

    @Override
    public long currentWatermark() {
        return watermark;
    }

    @Override
    public long currentProcessingTime() {
        return clockMillis.getAsLong();
    }

    @Override
    public void registerEventTimeTimer(long time) {
        eventTimers.add(key, time);
    }

    @Override
    public void registerProcessingTimeTimer(long time) {
        processingTimers.add(key, time);
    }

    @Override
    public void deleteEventTimeTimer(long time) {
        eventTimers.remove(key, time);
    }

    @Override
    public void deleteProcessingTimeTimer(long time) {
        processingTimers.remove(key, time);
    }

    @Override
    public <S> void output(OutputTag<S> tag, S value) {
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
