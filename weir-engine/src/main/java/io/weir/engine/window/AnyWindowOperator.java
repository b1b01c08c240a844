package io.weir.engine.window;

import io.weir.engine.exchange.KeyGroups;
import io.weir.engine.operator.ForwardClock;
import io.weir.engine.operator.KeyReader;
import io.weir.engine.operator.LateRecords;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Output;
import io.weir.engine.operator.Timed;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.GroupTimes;
import io.weir.engine.state.KeyContext;
import io.weir.engine.state.StageState;
import io.weir.engine.state.StateCapture;
import io.weir.engine.state.WindowKey;
import io.weir.engine.state.WindowTimers;
import io.weir.graph.Collector;
import io.weir.graph.Operation;
import io.weir.graph.PairedRecord;
import io.weir.time.TimeDomain;
import io.weir.time.Timestamps;
import io.weir.window.Trigger;
import io.weir.window.TriggerResult;
import io.weir.window.Window;
import io.weir.window.WindowAssigner;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Windows of any kind, each record added to each of its windows: what Flink's WindowOperator does, in its order.
 *
 * <p>What a window keeps is gone when it is over.
 */
final class AnyWindowOperator implements Operator, Timed, Collector<Object> {

    private final String stage;
    private final KeyReader keyReader;
    private final KeyContext key;
    private final boolean longKeys;
    private long firedCount;
    private final StageState state;
    private final WindowAssigner<Object, Window> assigner;
    private final Trigger<Object, Window> trigger;
    private final long latenessMillis;
    private final GroupTimes times;
    private final boolean byClock;
    private final WindowTimers timers;
    private final WindowTimers clockTimers;
    private final ForwardClock clock;
    private final KeyContext windowContext;
    private final TriggerContext triggers;
    private final Contents contents;
    private final @Nullable MergingSets sets;
    private final LateRecords late;
    private final Output next;
    private long timestamp = Timestamps.NONE;
    private long eventTime = Timestamps.NONE;

    /**
     * What belongs to the stage's state.
     *
     * @param times of the domain that windows go by
     * @param clockTimers of the clock, as {@code timers} are of event time
     */
    record Parts(
            KeyContext key,
            boolean longKeys,
            StageState state,
            GroupTimes times,
            WindowTimers timers,
            WindowTimers clockTimers,
            ForwardClock clock,
            KeyContext windowContext,
            TriggerContext triggers,
            Contents contents,
            @Nullable MergingSets sets) {}

    AnyWindowOperator(
            String stage,
            KeyReader keyReader,
            Operation.Windowed windowed,
            Parts parts,
            LateRecords late,
            Output next) {
        this.stage = stage;
        this.keyReader = keyReader;
        this.assigner = windowed.assigner();
        this.trigger = windowed.trigger();
        this.latenessMillis = windowed.allowedLatenessMillis();
        this.key = parts.key();
        this.longKeys = parts.longKeys();
        this.state = parts.state();
        this.times = parts.times();
        this.byClock = assigner.isProcessingTime();
        this.timers = parts.timers();
        this.clockTimers = parts.clockTimers();
        this.clock = parts.clock();
        this.windowContext = parts.windowContext();
        this.triggers = parts.triggers();
        this.contents = parts.contents();
        this.sets = parts.sets();
        this.late = late;
        this.next = next;
    }

    @Override
    public void accept(Object value, long valueTimestamp) {
        boolean byEventTime = assigner.isEventTime();
        if (byEventTime && valueTimestamp == Timestamps.NONE) {
            throw LateRecords.noTimestamp(stage);
        }
        keyReader.read(value, key);
        long time = timeOf(key.hash());
        boolean taken = false;
        Collection<Window> windows = assigner.assignWindows(bare(value), byClock ? clock.getAsLong() : valueTimestamp);
        for (Window window : windows) {
            taken |= sets == null
                    ? addTo(window, window, value, valueTimestamp, time)
                    : addMerging(sets, window, value, valueTimestamp, time);
        }
        if (!taken && byEventTime && LateRecords.endOf(valueTimestamp, latenessMillis) <= time) {
            late.take(value, valueTimestamp);
        }
    }

    private boolean addMerging(MergingSets merging, Window added, Object value, long valueTimestamp, long time) {
        Window window = merging.add(
                added, (result, merged, resultKept, mergedKept) -> merge(result, merged, resultKept, mergedKept, time));
        Window kept = Objects.requireNonNull(merging.keptUnder(window));
        boolean taken = addTo(window, kept, value, valueTimestamp, time);
        if (!taken) {
            merging.retire(window);
        }
        return taken;
    }

    /** @param kept the window that the contents are kept under */
    private boolean addTo(Window window, Window kept, Object value, long valueTimestamp, long time) {
        if (isOver(window, time)) {
            return false;
        }
        select(kept);
        contents.add(value);
        WindowKey windowKey = keyOf(window);
        TriggerResult result = trigger.onElement(bare(value), valueTimestamp, window, triggers.at(windowKey, time));
        act(result, windowKey, window, kept);
        registerEnd(windowKey, window);
        return true;
    }

    private void merge(
            Window result, Collection<Window> merged, Window resultKept, Collection<Window> mergedKept, long time) {
        List<WindowKey> mergedKeys = merged.stream().map(this::keyOf).toList();
        WindowKey resultKey = keyOf(result);
        triggers.mergeStates(mergedKeys, resultKey);
        for (WindowKey each : mergedKeys) {
            if (!each.equals(resultKey)) {
                trigger.clear((Window) each.window(), triggers.at(each, time));
            }
            forget(each);
        }
        for (Window each : mergedKept) {
            select(each);
            Object taken = contents.take();
            if (taken != null) {
                select(resultKept);
                contents.merge(taken);
            }
        }
        trigger.onMerge(result, triggers.at(resultKey, time));
        registerEnd(resultKey, result);
    }

    private void act(TriggerResult result, WindowKey windowKey, Window window, Window kept) {
        if (result.isFire()) {
            select(kept);
            timestamp = byClock ? Timestamps.NONE : window.maxTimestamp();
            contents.emit(windowKey, window, this);
        }
        if (result.isPurge()) {
            select(kept);
            contents.clear();
        }
    }

    /** What waits for the clock at the end of the input happens: there is nobody who would wait for it. */
    @Override
    public boolean watermark(long watermark) {
        eventTime = Math.max(eventTime, watermark);
        if (watermark == Timestamps.MAX) {
            long last = clockTimers.last();
            while (clockTimers.isDue(last)) {
                clockReached();
            }
        }
        if (!byClock) {
            times.advance(watermark);
        }
        while (timers.isDue(watermark)) {
            for (WindowTimers.Due due : timers.takeFirst()) {
                reached(due, TimeDomain.EVENT_TIME);
            }
        }
        return true;
    }

    /** The clock has to have passed the last millisecond of a window, so that no record that belongs to it comes after its result. */
    @Override
    public long dueMillis() {
        return ForwardClock.behind(clockTimers.first());
    }

    @Override
    public void processingTime(long nowMillis) {
        clockReached();
    }

    private void clockReached() {
        if (byClock) {
            times.advance(clockTimers.first());
        }
        for (WindowTimers.Due due : clockTimers.takeFirst()) {
            reached(due, TimeDomain.PROCESSING_TIME);
        }
    }

    /** Returns how far event time has come for a key. */
    private long timeOf(int keyHash) {
        return byClock ? eventTime : Math.max(eventTime, times.of(KeyGroups.groupOf(keyHash)));
    }

    @Override
    public long firedCount() {
        return firedCount;
    }

    private void reached(WindowTimers.Due due, TimeDomain domain) {
        firedCount++;
        WindowKey windowKey = due.key();
        long time = timeOf(windowKey.keyHash());
        Window window = (Window) windowKey.window();
        if (longKeys) {
            key.set((long) (Long) windowKey.key(), windowKey.keyHash());
        } else {
            key.set(windowKey.key(), windowKey.keyHash());
        }
        Window kept = sets == null ? window : sets.keptUnder(window);
        if (kept == null) {
            return;
        }
        if ((due.kinds() & WindowTimers.TRIGGER) != 0) {
            TriggerContext context = triggers.at(windowKey, time);
            TriggerResult result = domain == TimeDomain.EVENT_TIME
                    ? trigger.onEventTime(due.time(), window, context)
                    : trigger.onProcessingTime(due.time(), window, context);
            act(result, windowKey, window, kept);
        }
        if ((due.kinds() & WindowTimers.END) != 0) {
            select(kept);
            contents.clear();
            trigger.clear(window, triggers.at(windowKey, time));
            triggers.clearStates();
            forget(windowKey);
            if (sets != null) {
                sets.retire(window);
            }
        }
    }

    @Override
    public void collect(Object value) {
        next.accept(Objects.requireNonNull(value, "a window function emitted null"), timestamp);
    }

    @Override
    public List<StateCapture> capture(CaptureScope scope) {
        return state.capture(scope);
    }

    private void registerEnd(WindowKey windowKey, Window window) {
        long end = LateRecords.endOf(window.maxTimestamp(), byClock ? 0 : latenessMillis);
        if (end != Timestamps.MAX) {
            (byClock ? clockTimers : timers).add(windowKey, end, WindowTimers.END);
        }
    }

    private void forget(WindowKey windowKey) {
        timers.removeAll(windowKey);
        clockTimers.removeAll(windowKey);
    }

    private boolean isOver(Window window, long time) {
        return assigner.isEventTime() && LateRecords.endOf(window.maxTimestamp(), latenessMillis) <= time;
    }

    private void select(Window window) {
        WindowKey selected = keyOf(window);
        windowContext.set(selected, selected.hash());
    }

    /** Returns a record as the assigner and the trigger see it. */
    private static Object bare(Object value) {
        return value instanceof PairedRecord paired ? paired.value() : value;
    }

    private WindowKey keyOf(Window window) {
        return new WindowKey(key.key(), key.hash(), window);
    }
}
