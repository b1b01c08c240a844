package io.weir.bench.nexmark;

import io.weir.bench.nexmark.Q12ProcessingTime.BidCount;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Stream;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import io.weir.time.Timestamps;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link Q12ProcessingTime}: a bidder's count, put out when the clock has come to the window's end, or when the input has ended.
 *
 * <p>Threading: confined to its task.
 */
final class WeirProcessingTime implements KeyedProcessFunction<Long, Bid, BidCount> {

    private @Nullable ValueState<Counted> counted;

    /**
     * The bids of the window that is being counted.
     *
     * @param end of the window, in milliseconds of the clock
     */
    record Counted(long end, long bids) {}

    static Stream<BidCount> on(Stream<Event> events) {
        return WeirQueries.bids(events).keyByLong(Bid::bidder).process("bidders", WeirProcessingTime::new);
    }

    @Override
    public void open(StateRegistry states) {
        counted = states.valueState("counted", Counted.class);
    }

    @Override
    public void process(Bid bid, Context<Long> context, Collector<BidCount> out) {
        ValueState<Counted> state = Objects.requireNonNull(counted);
        Counted before = state.value();
        long now = context.timerService().currentProcessingTime();
        if (before != null && now < before.end) {
            state.update(new Counted(before.end, before.bids + 1));
            return;
        }
        if (before != null) {
            // The timer is due, and has not had its turn yet.
            out.collect(new BidCount(context.key(), before.bids));
        }
        long end = Math.floorDiv(now, Q12ProcessingTime.SIZE_MILLIS) * Q12ProcessingTime.SIZE_MILLIS
                + Q12ProcessingTime.SIZE_MILLIS;
        state.update(new Counted(end, 1));
        context.timerService().registerProcessingTimeTimer(end);
        // A timer of the clock that is not due when the input ends is dropped; this one fires then.
        context.timerService().registerEventTimeTimer(Timestamps.MAX);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<BidCount> out) {
        ValueState<Counted> state = Objects.requireNonNull(counted);
        Counted before = state.value();
        if (before != null && before.end <= timestamp) {
            out.collect(new BidCount(context.key(), before.bids));
            state.clear();
        }
    }
}
