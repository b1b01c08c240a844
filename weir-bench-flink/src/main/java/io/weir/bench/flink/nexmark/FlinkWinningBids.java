package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Auction;
import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Q9WinningBids.WinningBid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an auction and its best bid until event time has passed the auction's end. A bid whose auction is not there waits until event time has come to the bid: an auction that comes later cannot
 * have been open then, so such a bid, as one for an auction that is closed, is dropped.
 *
 * <p>Threading: confined to its task.
 */
final class FlinkWinningBids extends KeyedProcessFunction<Long, Event, WinningBid> {

    private static final long serialVersionUID = 1;

    private transient @Nullable ValueState<Auction> auction;
    private transient @Nullable ValueState<Bid> best;
    private transient @Nullable ListState<Bid> waiting;

    @Override
    public void open(OpenContext context) {
        auction = getRuntimeContext().getState(new ValueStateDescriptor<>("auction", FormatType.AUCTION));
        best = getRuntimeContext().getState(new ValueStateDescriptor<>("best", FormatType.BID));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", FormatType.BID));
    }

    @Override
    public void processElement(Event event, Context context, Collector<WinningBid> out) throws Exception {
        if (event instanceof Bid bid) {
            Auction open = Objects.requireNonNull(auction).value();
            if (open != null) {
                offer(bid, open);
            } else {
                Objects.requireNonNull(waiting).add(bid);
                context.timerService().registerEventTimeTimer(bid.timestamp());
            }
        } else {
            Auction opened = (Auction) event;
            Objects.requireNonNull(auction).update(opened);
            for (Bid bid : Objects.requireNonNull(waiting).get()) {
                offer(bid, opened);
            }
            waiting.clear();
            context.timerService().registerEventTimeTimer(opened.expires());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<WinningBid> out) throws Exception {
        Auction open = Objects.requireNonNull(auction).value();
        if (open == null) {
            dropWaiting(timestamp);
        } else if (timestamp == open.expires()) {
            Bid winner = Objects.requireNonNull(best).value();
            if (winner != null) {
                out.collect(new WinningBid(open, winner));
            }
            auction.clear();
            best.clear();
        }
    }

    private void offer(Bid bid, Auction open) throws Exception {
        if (open.isOpenAt(bid.timestamp())) {
            ValueState<Bid> state = Objects.requireNonNull(best);
            Bid before = state.value();
            if (before == null || bid.isBetterThan(before)) {
                state.update(bid);
            }
        }
    }

    /** Keeps those of later than a time. */
    private void dropWaiting(long timestamp) throws Exception {
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
