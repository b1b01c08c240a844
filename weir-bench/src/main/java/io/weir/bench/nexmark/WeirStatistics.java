package io.weir.bench.nexmark;

import io.weir.bench.nexmark.Q15DayStatistics.DayStatistics;
import io.weir.bench.nexmark.Q16ChannelStatistics.ChannelDay;
import io.weir.bench.nexmark.Q16ChannelStatistics.ChannelStatistics;
import io.weir.bench.nexmark.Q17AuctionStatistics.AuctionStatistics;
import io.weir.pipeline.Stream;

/** The statistics by day: running aggregates, those of distinct bidders and auctions in two steps. */
final class WeirStatistics {

    private WeirStatistics() {}

    /** What a bid adds to the statistics of its day: see {@link Statistics#plus}. */
    record DayChange(long day, int bid, int bidder, int auction) {}

    /** What a bid adds to the statistics of its channel and day. */
    record ChannelChange(String channel, long day, long minute, int bid, int bidder, int auction) {}

    /** A bidder or an auction, in a channel on a day. */
    record ChannelMember(String channel, long day, long id) {}

    /** What is known of such a one, and when its latest bid was. */
    record SeenInChannel(String channel, long minute, Seen seen) {

        static final SeenInChannel NONE = new SeenInChannel("", 0, Seen.NONE);

        SeenInChannel plus(Bid bid) {
            return new SeenInChannel(bid.channel(), Q16ChannelStatistics.minute(bid.timestamp()), seen.plus(bid));
        }
    }

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
                .aggregate("bidders", SeenInChannel.NONE, SeenInChannel::plus)
                .map(each -> new ChannelChange(
                        each.channel, each.seen.day(), each.minute, each.seen.bid(), each.seen.fresh(), 0));
        Stream<ChannelChange> auctions = bids.keyBy(
                        bid -> new ChannelMember(bid.channel(), Rank.day(bid.timestamp()), bid.auction()))
                .aggregate("auctions", SeenInChannel.NONE, SeenInChannel::plus)
                .filter(each -> each.seen.fresh() != 0)
                .map(each -> new ChannelChange(each.channel, each.seen.day(), each.minute, 0, 0, each.seen.fresh()));
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

    private static ChannelStatistics add(ChannelStatistics before, ChannelChange change) {
        return new ChannelStatistics(
                change.channel,
                change.day,
                Math.max(before.minute(), change.minute),
                before.statistics().plus(change.bid, change.bidder, change.auction));
    }
}
