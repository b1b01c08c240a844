package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Q15DayStatistics.DayStatistics;
import io.weir.bench.nexmark.Q16ChannelStatistics;
import io.weir.bench.nexmark.Q16ChannelStatistics.ChannelStatistics;
import io.weir.bench.nexmark.Q17AuctionStatistics;
import io.weir.bench.nexmark.Q17AuctionStatistics.AuctionStatistics;
import io.weir.bench.nexmark.Rank;
import io.weir.bench.nexmark.Seen;
import io.weir.bench.nexmark.Statistics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.api.java.tuple.Tuple6;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * The statistics by day. Distinct bidders and auctions are counted in two steps, as Flink recommends where one key has many of them: each bidder says for itself when it is new.
 */
final class FlinkStatistics {

    /** An id with a day, and a price. */
    private static final TypeInformation<Tuple3<Long, Long, Long>> ID_DAY_PRICE =
            Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);

    /** A day, and what is added: bid, bidder, auction. */
    private static final TypeInformation<Tuple4<Long, Integer, Integer, Integer>> DAY_CHANGE =
            Types.TUPLE(Types.LONG, Types.INT, Types.INT, Types.INT);

    /** A channel, day and id, a price, and a minute. */
    private static final TypeInformation<Tuple5<String, Long, Long, Long, Long>> CHANNEL_MEMBER =
            Types.TUPLE(Types.STRING, Types.LONG, Types.LONG, Types.LONG, Types.LONG);

    /** A channel, day and minute, and what is added: bid, bidder, auction. */
    private static final TypeInformation<Tuple6<String, Long, Long, Integer, Integer, Integer>> CHANNEL_CHANGE =
            Types.TUPLE(Types.STRING, Types.LONG, Types.LONG, Types.INT, Types.INT, Types.INT);

    private FlinkStatistics() {}

    static DataStream<DayStatistics> byDay(DataStream<Event> events) {
        DataStream<Tuple4<Long, Integer, Integer, Integer>> bidders = FlinkQueries.bids(events)
                .map(bid -> Tuple3.of(bid.bidder(), Rank.day(bid.timestamp()), bid.price()))
                .returns(ID_DAY_PRICE)
                .keyBy(each -> Q17AuctionStatistics.key(each.f0, each.f1))
                .process(
                        new RunningAggregate<
                                Long, Tuple3<Long, Long, Long>, Seen, Tuple4<Long, Integer, Integer, Integer>>(
                                TypeInformation.of(Seen.class),
                                FlinkStatistics::see,
                                (each, seen, out) -> out.collect(Tuple4.of(each.f1, seen.bid(), seen.fresh(), 0))),
                        DAY_CHANGE);
        DataStream<Tuple4<Long, Integer, Integer, Integer>> auctions = FlinkQueries.bids(events)
                .map(bid -> Tuple3.of(bid.auction(), Rank.day(bid.timestamp()), bid.price()))
                .returns(ID_DAY_PRICE)
                .keyBy(each -> Q17AuctionStatistics.key(each.f0, each.f1))
                .process(
                        new RunningAggregate<
                                Long, Tuple3<Long, Long, Long>, Seen, Tuple4<Long, Integer, Integer, Integer>>(
                                TypeInformation.of(Seen.class), FlinkStatistics::see, (each, seen, out) -> {
                                    if (seen.fresh() != 0) {
                                        out.collect(Tuple4.of(each.f1, 0, 0, seen.fresh()));
                                    }
                                }),
                        DAY_CHANGE);
        return bidders.union(auctions)
                .keyBy(change -> change.f0)
                .process(
                        new RunningAggregate<
                                Long, Tuple4<Long, Integer, Integer, Integer>, DayStatistics, DayStatistics>(
                                TypeInformation.of(DayStatistics.class),
                                (before, change) -> new DayStatistics(
                                        change.f0,
                                        (before == null ? Statistics.NONE : before.statistics())
                                                .plus(change.f1, change.f2, change.f3)),
                                (change, after, out) -> out.collect(after)),
                        FormatType.result());
    }

    static DataStream<ChannelStatistics> byChannel(DataStream<Event> events) {
        TypeInformation<Tuple3<String, Long, Long>> member = Types.TUPLE(Types.STRING, Types.LONG, Types.LONG);
        DataStream<Tuple6<String, Long, Long, Integer, Integer, Integer>> bidders = FlinkQueries.bids(events)
                .map(bid -> Tuple5.of(
                        bid.channel(),
                        Rank.day(bid.timestamp()),
                        bid.bidder(),
                        bid.price(),
                        Q16ChannelStatistics.minute(bid.timestamp())))
                .returns(CHANNEL_MEMBER)
                .keyBy(each -> Tuple3.of(each.f0, each.f1, each.f2), member)
                .process(
                        new RunningAggregate<
                                Tuple3<String, Long, Long>,
                                Tuple5<String, Long, Long, Long, Long>,
                                Seen,
                                Tuple6<String, Long, Long, Integer, Integer, Integer>>(
                                TypeInformation.of(Seen.class),
                                FlinkStatistics::seeInChannel,
                                (each, seen, out) ->
                                        out.collect(Tuple6.of(each.f0, each.f1, each.f4, seen.bid(), seen.fresh(), 0))),
                        CHANNEL_CHANGE);
        DataStream<Tuple6<String, Long, Long, Integer, Integer, Integer>> auctions = FlinkQueries.bids(events)
                .map(bid -> Tuple5.of(
                        bid.channel(),
                        Rank.day(bid.timestamp()),
                        bid.auction(),
                        bid.price(),
                        Q16ChannelStatistics.minute(bid.timestamp())))
                .returns(CHANNEL_MEMBER)
                .keyBy(each -> Tuple3.of(each.f0, each.f1, each.f2), member)
                .process(
                        new RunningAggregate<
                                Tuple3<String, Long, Long>,
                                Tuple5<String, Long, Long, Long, Long>,
                                Seen,
                                Tuple6<String, Long, Long, Integer, Integer, Integer>>(
                                TypeInformation.of(Seen.class), FlinkStatistics::seeInChannel, (each, seen, out) -> {
                                    if (seen.fresh() != 0) {
                                        out.collect(Tuple6.of(each.f0, each.f1, each.f4, 0, 0, seen.fresh()));
                                    }
                                }),
                        CHANNEL_CHANGE);
        return bidders.union(auctions)
                .keyBy(change -> Tuple2.of(change.f0, change.f1), Types.TUPLE(Types.STRING, Types.LONG))
                .process(
                        new RunningAggregate<
                                Tuple2<String, Long>,
                                Tuple6<String, Long, Long, Integer, Integer, Integer>,
                                ChannelStatistics,
                                ChannelStatistics>(
                                TypeInformation.of(ChannelStatistics.class),
                                FlinkStatistics::addToChannel,
                                (change, after, out) -> out.collect(after)),
                        FormatType.result());
    }

    static DataStream<AuctionStatistics> byAuction(DataStream<Event> events) {
        return FlinkQueries.bids(events)
                .map(bid -> Tuple3.of(bid.auction(), Rank.day(bid.timestamp()), bid.price()))
                .returns(ID_DAY_PRICE)
                .keyBy(each -> Q17AuctionStatistics.key(each.f0, each.f1))
                .process(
                        new RunningAggregate<Long, Tuple3<Long, Long, Long>, AuctionStatistics, AuctionStatistics>(
                                TypeInformation.of(AuctionStatistics.class),
                                (before, each) -> (before == null ? AuctionStatistics.NONE : before)
                                        .plus(each.f0, each.f1, each.f2),
                                (each, after, out) -> out.collect(after)),
                        FormatType.result());
    }

    private static Seen see(@Nullable Seen before, Tuple3<Long, Long, Long> each) {
        return (before == null ? Seen.NONE : before).plus(each.f2, each.f1);
    }

    private static Seen seeInChannel(@Nullable Seen before, Tuple5<String, Long, Long, Long, Long> each) {
        return (before == null ? Seen.NONE : before).plus(each.f3, each.f1);
    }

    private static ChannelStatistics addToChannel(
            @Nullable ChannelStatistics before, Tuple6<String, Long, Long, Integer, Integer, Integer> change) {
        return new ChannelStatistics(
                change.f0,
                change.f1,
                before == null ? change.f2 : Math.max(before.minute(), change.f2),
                (before == null ? Statistics.NONE : before.statistics()).plus(change.f3, change.f4, change.f5));
    }
}
