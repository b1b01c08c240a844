package io.weir.bench.nexmark;

import io.weir.bench.nexmark.Q9WinningBids.WinningBid;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.state.ListState;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an auction and its best bid until event time has passed the auction's end. A bid whose auction is not there waits until event time has come to the bid: an auction that comes later cannot
 * have been open then, so such a bid, as one for an auction that is closed, is dropped.
 *
 * <p>Threading: confined to its task.
 */
final class WeirWinningBids implements KeyedProcessFunction<Long, Event, WinningBid> {

    private @Nullable ValueState<Auction> auction;
    private @Nullable ValueState<Bid> best;
    private @Nullable ListState<Bid> waiting;

    @Override
    public void open(StateRegistry states) {
        auction = states.valueState("auction", Auction.class);
        best = states.valueState("best", Bid.class);
        waiting = states.listState("waiting", Bid.class);
    }

    @Override
    public void process(Event event, Context<Long> context, Collector<WinningBid> out) {
        ListState<Bid> early = Objects.requireNonNull(waiting);
        if (event instanceof Bid bid) {
            Auction open = Objects.requireNonNull(auction).value();
            if (open != null) {
                offer(bid, open);
            } else {
                early.add(bid);
                context.timerService().registerEventTimeTimer(bid.timestamp());
            }
        } else {
            Auction opened = (Auction) event;
            Objects.requireNonNull(auction).update(opened);
            early.get().forEach(bid -> offer(bid, opened));
            early.clear();
            context.timerService().registerEventTimeTimer(opened.expires());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<WinningBid> out) {
        ValueState<Auction> current = Objects.requireNonNull(auction);
        Auction open = current.value();
        if (open == null) {
            dropWaiting(timestamp);
        } else if (timestamp == open.expires()) {
            ValueState<Bid> bid = Objects.requireNonNull(best);
            Bid winner = bid.value();
            if (winner != null) {
                out.collect(new WinningBid(open, winner));
                bid.clear();
            }
            current.clear();
        }
    }

    private void offer(Bid bid, Auction open) {
        if (open.isOpenAt(bid.timestamp())) {
            ValueState<Bid> state = Objects.requireNonNull(best);
            Bid before = state.value();
            if (before == null || bid.isBetterThan(before)) {
                state.update(bid);
            }
        }
    }

    /** Keeps those of later than a time. */
    private void dropWaiting(long timestamp) {
        ListState<Bid> state = Objects.requireNonNull(waiting);
        List<Bid> later = new ArrayList<>();
        for (Bid bid : state.get()) {
            if (bid.timestamp() > timestamp) {
                later.add(bid);
            }
        }
        if (later.isEmpty()) {
            state.clear();
        } else {
            state.update(later);
        }
    }
}
