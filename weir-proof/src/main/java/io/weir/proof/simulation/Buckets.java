package io.weir.proof.simulation;

import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Result;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.TimeDomain;
import io.weir.time.TimerService;
import io.weir.time.Timestamps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a key's events into buckets of event time, and emits each event with what its bucket comes to when a timer says that the bucket is over. Some events wait for the
 * machine's clock, and go to a side output then. A timer that has nothing to do fails the attempt: it has fired twice, or was deleted, or belongs to another subtask.
 *
 * <p>Threading: confined to one task.
 */
final class Buckets implements KeyedProcessFunction<Integer, Event, Result> {

    /** Behind the last bucket, where no bucket ends. */
    private static final long GUARD_MILLIS = 50;

    private @Nullable MapState<Long, Result> totals;
    private @Nullable MapState<Long, long[]> ids;
    private @Nullable ListState<Event> waiting;
    private @Nullable ValueState<Long> guard;
    private @Nullable ValueState<Long> alarm;

    @Override
    public void open(StateRegistry states) {
        totals = states.mapState("totals", Long.class, Result.class);
        ids = states.mapState("ids", Long.class, long[].class);
        waiting = states.listState("waiting", Event.class);
        guard = states.valueState("guard", Long.class);
        alarm = states.valueState("alarm", Long.class);
    }

    @Override
    public void process(Event event, Context<Integer> context, Collector<Result> out) {
        TimerService timers = context.timerService();
        long end = event.bucketEnd();
        if (end <= timers.currentWatermark()) {
            throw new IllegalStateException(
                    "T4: " + event + " at " + event.time() + " is late at " + timers.currentWatermark());
        }
        add(event, end);
        timers.registerEventTimeTimer(end);
        moveGuard(end, timers);
        if (event.source() == 0 && Pipelines.isEven(event)) {
            Objects.requireNonNull(waiting).add(event);
            setAlarm(event, timers);
        }
    }

    private void add(Event event, long end) {
        MapState<Long, Result> all = Objects.requireNonNull(totals);
        Result before = all.get(end);
        all.put(end, (before == null ? Result.NONE : before).plus(event));
        MapState<Long, long[]> lists = Objects.requireNonNull(ids);
        long[] old = lists.get(end);
        long[] longer = old == null ? new long[1] : Arrays.copyOf(old, old.length + 1);
        longer[longer.length - 1] = event.id();
        lists.put(end, longer);
    }

    /** One timer a key that moves with its latest bucket: it is deleted and registered again. */
    private void moveGuard(long end, TimerService timers) {
        ValueState<Long> state = Objects.requireNonNull(guard);
        Long before = state.value();
        long after = end + GUARD_MILLIS;
        if (before == null || before < after) {
            if (before != null) {
                timers.deleteEventTimeTimer(before);
            }
            timers.registerEventTimeTimer(after);
            state.update(after);
        }
    }

    /** What still waits when the input ends goes out then. */
    private void setAlarm(Event event, TimerService timers) {
        ValueState<Long> state = Objects.requireNonNull(alarm);
        if (state.value() == null) {
            long due = timers.currentProcessingTime() + Math.floorMod(event.id(), 7L);
            timers.registerProcessingTimeTimer(due);
            timers.registerEventTimeTimer(Timestamps.MAX);
            state.update(due);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext<Integer> context, Collector<Result> out) {
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            ring(timestamp, context);
        } else if (timestamp == Timestamps.MAX) {
            ValueState<Long> state = Objects.requireNonNull(alarm);
            context.timerService()
                    .deleteProcessingTimeTimer(Objects.requireNonNull(state.value(), "I1: an alarm that is not set"));
            state.clear();
            flush(context);
        } else if (timestamp > context.timerService().currentWatermark()) {
            throw new IllegalStateException("T4: a timer fires too early, at " + timestamp);
        } else if (!emit(timestamp, out) && !isGuard(timestamp)) {
            throw new IllegalStateException(
                    "I1: a timer of key " + context.key() + " at " + timestamp + " has nothing to do");
        }
    }

    private void ring(long timestamp, OnTimerContext<Integer> context) {
        ValueState<Long> state = Objects.requireNonNull(alarm);
        Long due = state.value();
        if (due == null || due != timestamp) {
            throw new IllegalStateException(
                    "I1: an alarm of key " + context.key() + " at " + timestamp + ", expected " + due);
        }
        state.clear();
        context.timerService().deleteEventTimeTimer(Timestamps.MAX);
        flush(context);
    }

    private void flush(OnTimerContext<Integer> context) {
        ListState<Event> list = Objects.requireNonNull(waiting);
        List<Event> events = new ArrayList<>(list.get());
        if (events.isEmpty()) {
            throw new IllegalStateException("I1: nothing waits of key " + context.key());
        }
        list.clear();
        events.forEach(event -> context.output(Pipelines.EVEN, event));
    }

    private boolean emit(long end, Collector<Result> out) {
        Result total = Objects.requireNonNull(totals).get(end);
        long[] members = Objects.requireNonNull(ids).get(end);
        if (total == null || members == null) {
            return false;
        }
        totals.remove(end);
        ids.remove(end);
        for (long id : members) {
            out.collect(new Result(total.key(), id, total.count(), total.sum()));
        }
        return true;
    }

    private boolean isGuard(long timestamp) {
        ValueState<Long> state = Objects.requireNonNull(guard);
        Long at = state.value();
        if (at == null || at != timestamp) {
            return false;
        }
        state.clear();
        return true;
    }
}
