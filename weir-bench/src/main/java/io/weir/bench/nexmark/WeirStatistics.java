package io.weir.bench.nexmark;

import io.weir.bench.nexmark.Q15DayStatistics.DayStatistics;
import io.weir.bench.nexmark.Q16ChannelStatistics.ChannelDay;
import io.weir.bench.nexmark.Q16ChannelStatistics.ChannelStatistics;
import io.weir.bench.nexmark.Q17AuctionStatistics.AuctionStatistics;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Stream;
import io.weir.state.StateRegistry;
import io.weir.state.ValueState;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The statistics by day: running aggregates, those of distinct bidders and auctions in two steps. */
final class WeirStatistics {

    private WeirStatistics() {}

    /** What a bid adds to the statistics of its day: see {@link Statistics#plus}. */
    record DayChange(long day, int bid, int bidder, int auction) {}

    /** What a bid adds to the statistics of its channel and day. */
    record ChannelChange(String channel, long day, long minute, int bid, int bidder, int auction) {}

    /** A bidder or an auction, in a channel on a day. */
    record ChannelMember(String channel, long day, long id) {}

    /** {@link Q15DayStatistics}. */
    static Stream<DayStatistics> byDay(Stream<Event> events) {
        Stream<Bid> bids = WeirQueries.bids(events);
        Stream<DayChange> bidders = bids.keyByLong(bid -> withDay(bid.bidder(), bid))
                .aggregate("bidders", Seen.NONE, Seen::plus)
                .map(seen -> new DayChange(seen.day(), seen.bid(), seen.fresh(), 0));
        Stream<DayChange> auctions = bids.keyByLong(bid -> withDay(bid.auction(), bid))
                .aggregate("auctions", Seen.NONE, Seen::plus)
                .filter(seen -> seen.fresh() != 0)
                .map(seen -> new DayChange(seen.day(), 0, 0, seen.fresh()));
        return bidders.union(auctions)
                .keyByLong(DayChange::day)
                .aggregate("days", new DayStatistics(0, Statistics.NONE), WeirStatistics::add);
    }

    /** {@link Q16ChannelStatistics}. */
    static Stream<ChannelStatistics> byChannel(Stream<Event> events) {
        Stream<Bid> bids = WeirQueries.bids(events);
        Stream<ChannelChange> bidders = bids.keyBy(
                        bid -> new ChannelMember(bid.channel(), Rank.day(bid.timestamp()), bid.bidder()))
                .process("bidders", () -> new ChannelMembers((bid, seen) -> change(bid, seen.bid(), seen.fresh(), 0)));
        Stream<ChannelChange> auctions = bids.keyBy(
                        bid -> new ChannelMember(bid.channel(), Rank.day(bid.timestamp()), bid.auction()))
                .process("auctions", () -> new ChannelMembers((bid, seen) -> change(bid, 0, 0, seen.fresh())))
                .filter(change -> change.auction != 0);
        return bidders.union(auctions)
                .keyBy(change -> new ChannelDay(change.channel, change.day))
                .aggregate("channels", new ChannelStatistics("", 0, 0, Statistics.NONE), WeirStatistics::add);
    }

    /** {@link Q17AuctionStatistics}. */
    static Stream<AuctionStatistics> byAuction(Stream<Event> events) {
        return WeirQueries.bids(events)
                .keyByLong(Q17AuctionStatistics::key)
                .aggregate("auctions", AuctionStatistics.NONE, AuctionStatistics::plus);
    }

    private static long withDay(long id, Bid bid) {
        return Q17AuctionStatistics.key(id, Rank.day(bid.timestamp()));
    }

    private static DayStatistics add(DayStatistics before, DayChange change) {
        return new DayStatistics(change.day, before.statistics().plus(change.bid, change.bidder, change.auction));
    }

    private static ChannelChange change(Bid bid, int count, int bidder, int auction) {
        return new ChannelChange(
                bid.channel(),
                Rank.day(bid.timestamp()),
                Q16ChannelStatistics.minute(bid.timestamp()),
                count,
                bidder,
                auction);
    }

    private static ChannelStatistics add(ChannelStatistics before, ChannelChange change) {
        return new ChannelStatistics(
                change.channel,
                change.day,
                Math.max(before.minute(), change.minute),
                before.statistics().plus(change.bid, change.bidder, change.auction));
    }

    /**
     * Knows of a bidder or an auction in which counts it has been.
     *
     * <p>Threading: confined to its task.
     */
    private static final class ChannelMembers implements KeyedProcessFunction<ChannelMember, Bid, ChannelChange> {

        private final BiFunction<Bid, Seen, ChannelChange> change;
        private @Nullable ValueState<Seen> seen;

        ChannelMembers(BiFunction<Bid, Seen, ChannelChange> change) {
            this.change = change;
        }

        @Override
        public void open(StateRegistry states) {
            seen = states.valueState("seen", Seen.class);
        }

        @Override
        public void process(Bid bid, Context<ChannelMember> context, Collector<ChannelChange> out) {
            ValueState<Seen> state = Objects.requireNonNull(seen);
            Seen before = state.value();
            Seen after = (before == null ? Seen.NONE : before).plus(bid);
            state.update(after);
            out.collect(change.apply(bid, after));
        }
    }
}
