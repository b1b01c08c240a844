package io.weir.bench.flink.nexmark;

import io.weir.bench.nexmark.Auction;
import io.weir.bench.nexmark.Bid;
import io.weir.bench.nexmark.Event;
import io.weir.bench.nexmark.Person;
import io.weir.bench.nexmark.Q11UserSessions;
import io.weir.bench.nexmark.Q11UserSessions.Session;
import io.weir.bench.nexmark.Q12ProcessingTime;
import io.weir.bench.nexmark.Q12ProcessingTime.BidCount;
import io.weir.bench.nexmark.Q5HotItems;
import io.weir.bench.nexmark.Q5HotItems.HotItem;
import io.weir.bench.nexmark.Q7HighestBid;
import io.weir.bench.nexmark.Q8NewUsers;
import io.weir.bench.nexmark.Q8NewUsers.NewUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.CoGroupFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** The queries with windows. */
final class FlinkWindows {

    /** An auction, its bids, and the end of the window. */
    private static final TypeInformation<HotItem> HOT_ITEM = TypeInformation.of(HotItem.class);

    private FlinkWindows() {}

    static DataStream<HotItem> hotItems(DataStream<Event> events) {
        return FlinkQueries.bids(events)
                .map(Bid::auction)
                .returns(Types.LONG)
                .keyBy(auction -> auction)
                .window(SlidingEventTimeWindows.of(
                        Duration.ofMillis(Q5HotItems.SIZE_MILLIS), Duration.ofMillis(Q5HotItems.SLIDE_MILLIS)))
                .aggregate(
                        new Count(),
                        (WindowFunction<Long, Tuple3<Long, Long, Long>, Long, TimeWindow>)
                                (auction, window, counts, out) -> out.collect(
                                        Tuple3.of(auction, counts.iterator().next(), window.getEnd())),
                        Types.LONG,
                        Types.TUPLE(Types.LONG, Types.LONG, Types.LONG))
                .keyBy(count -> count.f2)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Q5HotItems.SLIDE_MILLIS)))
                .aggregate(new Hottest(), Types.LIST(HOT_ITEM), Types.LIST(HOT_ITEM))
                .flatMap((FlatMapFunction<List<HotItem>, HotItem>) (items, out) -> items.forEach(out::collect))
                .returns(FormatType.result());
    }

    static DataStream<Bid> highestBids(DataStream<Event> events) {
        TypeInformation<List<Bid>> bids = Types.LIST(FormatType.BID);
        return FlinkQueries.bids(events)
                .windowAll(TumblingEventTimeWindows.of(Duration.ofMillis(Q7HighestBid.SIZE_MILLIS)))
                .aggregate(new Highest(), bids, bids)
                .flatMap((FlatMapFunction<List<Bid>, Bid>) (highest, out) -> highest.forEach(out::collect))
                .returns(FormatType.BID);
    }

    static DataStream<NewUser> newUsers(DataStream<Event> events) {
        DataStream<Tuple3<Long, String, Long>> persons = events.flatMap(
                        (Event event, Collector<Tuple3<Long, String, Long>> out) -> {
                            if (event instanceof Person person) {
                                out.collect(Tuple3.of(person.id(), person.name(), person.timestamp()));
                            }
                        })
                .returns(Types.TUPLE(Types.LONG, Types.STRING, Types.LONG));
        DataStream<Long> sellers = events.flatMap((Event event, Collector<Long> out) -> {
                    if (event instanceof Auction auction) {
                        out.collect(auction.seller());
                    }
                })
                .returns(Types.LONG);
        return persons.coGroup(sellers)
                .where(person -> person.f0, Types.LONG)
                .equalTo(seller -> seller, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Q8NewUsers.SIZE_MILLIS)))
                .apply(
                        (CoGroupFunction<Tuple3<Long, String, Long>, Long, NewUser>) (came, sold, out) -> {
                            if (sold.iterator().hasNext()) {
                                for (Tuple3<Long, String, Long> person : came) {
                                    long start =
                                            TimeWindow.getWindowStartWithOffset(person.f2, 0, Q8NewUsers.SIZE_MILLIS);
                                    out.collect(new NewUser(person.f0, person.f1, start));
                                }
                            }
                        },
                        FormatType.<NewUser>result());
    }

    static DataStream<Session> userSessions(DataStream<Event> events) {
        return byBidder(events)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(Q11UserSessions.GAP_MILLIS)))
                .aggregate(
                        new Count(),
                        (WindowFunction<Long, Session, Long, TimeWindow>) (bidder, window, counts, out) -> out.collect(
                                new Session(bidder, counts.iterator().next(), window.getStart(), window.getEnd())),
                        Types.LONG,
                        FormatType.result());
    }

    static DataStream<BidCount> processingTime(DataStream<Event> events) {
        return byBidder(events)
                .window(TumblingProcessingTimeWindows.of(Duration.ofMillis(Q12ProcessingTime.SIZE_MILLIS)))
                .trigger(new ClockOrEndTrigger())
                .aggregate(
                        new Count(),
                        (WindowFunction<Long, BidCount, Long, TimeWindow>) (bidder, window, counts, out) -> out.collect(
                                new BidCount(bidder, counts.iterator().next())),
                        Types.LONG,
                        FormatType.result());
    }

    private static KeyedStream<Long, Long> byBidder(DataStream<Event> events) {
        return FlinkQueries.bids(events).map(Bid::bidder).returns(Types.LONG).keyBy(bidder -> bidder);
    }

    private static final class Count implements AggregateFunction<Long, Long, Long> {

        private static final long serialVersionUID = 1;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long count) {
            return count + 1;
        }

        @Override
        public Long getResult(Long count) {
            return count;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    /** Keeps the items that no other has more bids than. */
    private static final class Hottest
            implements AggregateFunction<Tuple3<Long, Long, Long>, List<HotItem>, List<HotItem>> {

        private static final long serialVersionUID = 1;

        @Override
        public List<HotItem> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<HotItem> add(Tuple3<Long, Long, Long> count, List<HotItem> hottest) {
            if (!hottest.isEmpty() && count.f1 > hottest.get(0).bids()) {
                hottest.clear();
            }
            if (hottest.isEmpty() || count.f1 == hottest.get(0).bids()) {
                hottest.add(new HotItem(count.f0, count.f1, count.f2));
            }
            return hottest;
        }

        @Override
        public List<HotItem> getResult(List<HotItem> hottest) {
            return hottest;
        }

        @Override
        public List<HotItem> merge(List<HotItem> one, List<HotItem> other) {
            throw new UnsupportedOperationException("these windows do not merge");
        }
    }

    /** Keeps the bids that no other has a higher price than. */
    private static final class Highest implements AggregateFunction<Bid, List<Bid>, List<Bid>> {

        private static final long serialVersionUID = 1;

        @Override
        public List<Bid> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<Bid> add(Bid bid, List<Bid> highest) {
            if (!highest.isEmpty() && bid.price() > highest.get(0).price()) {
                highest.clear();
            }
            if (highest.isEmpty() || bid.price() == highest.get(0).price()) {
                highest.add(bid);
            }
            return highest;
        }

        @Override
        public List<Bid> getResult(List<Bid> highest) {
            return highest;
        }

        @Override
        public List<Bid> merge(List<Bid> one, List<Bid> other) {
            throw new UnsupportedOperationException("these windows do not merge");
        }
    }
}
