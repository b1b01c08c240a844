package io.weir.bench.nexmark;

import io.weir.aggregate.Aggregates;
import io.weir.bench.nexmark.Q11UserSessions.Session;
import io.weir.bench.nexmark.Q12ProcessingTime.BidCount;
import io.weir.bench.nexmark.Q5HotItems.HotItem;
import io.weir.bench.nexmark.Q8NewUsers.NewUser;
import io.weir.graph.Collector;
import io.weir.pipeline.Stream;
import io.weir.state.Aggregation;
import io.weir.window.TimeWindow;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The queries with windows. */
final class WeirWindows {

    private WeirWindows() {}

    /** Items of a window that no other has more bids than. Not changed any more. */
    record Hottest(List<HotItem> items) {

        static final Hottest NONE = new Hottest(List.of());

        Hottest plus(HotItem item) {
            if (items.isEmpty() || item.bids() > items.get(0).bids()) {
                return new Hottest(List.of(item));
            }
            if (item.bids() < items.get(0).bids()) {
                return this;
            }
            List<HotItem> more = new ArrayList<>(items);
            more.add(item);
            return new Hottest(more);
        }

        Hottest plus(Hottest other) {
            Hottest both = this;
            for (HotItem item : other.items) {
                both = both.plus(item);
            }
            return both;
        }
    }

    /** Bids of a window that no other has a higher price than. Not changed any more. */
    record Highest(List<Bid> bids) {

        static final Highest NONE = new Highest(List.of());

        Highest plus(Bid bid) {
            if (bids.isEmpty() || bid.price() > bids.get(0).price()) {
                return new Highest(List.of(bid));
            }
            if (bid.price() < bids.get(0).price()) {
                return this;
            }
            List<Bid> more = new ArrayList<>(bids);
            more.add(bid);
            return new Highest(more);
        }

        Highest plus(Highest other) {
            Highest both = this;
            for (Bid bid : other.bids) {
                both = both.plus(bid);
            }
            return both;
        }
    }

    /** What a window knows of somebody: the name if they came in it, and whether they sold in it. */
    record Newcomer(String name, boolean sold) {

        static final Newcomer NONE = new Newcomer("", false);

        Newcomer plus(Event event) {
            return event instanceof Person person ? new Newcomer(person.name(), sold) : new Newcomer(name, true);
        }

        Newcomer plus(Newcomer later) {
            return new Newcomer(name.isEmpty() ? later.name : name, sold || later.sold);
        }
    }

    /** {@link Q5HotItems}. */
    static Stream<HotItem> hotItems(Stream<Event> events) {
        return WeirQueries.bids(events)
                .keyByLong(Bid::auction)
                .window(Windows.sliding(
                        Duration.ofMillis(Q5HotItems.SIZE_MILLIS), Duration.ofMillis(Q5HotItems.SLIDE_MILLIS)))
                .<Long, Long, HotItem>aggregate(
                        "bids",
                        Aggregates.count(),
                        (auction, window, bids, out) -> out.collect(new HotItem(auction, bids, window.end())))
                .keyByLong(HotItem::windowEnd)
                // What a window puts out has its last millisecond, so these are in one window, and that is over at
                // once.
                .window(Windows.tumbling(Duration.ofMillis(Q5HotItems.SLIDE_MILLIS)))
                .aggregate(
                        "hottest",
                        Hottest.class,
                        new Aggregation<HotItem, Hottest, Hottest>(
                                Hottest.NONE, Hottest::plus, Function.identity(), Hottest::plus))
                .flatMap(Hottest::items);
    }

    /** {@link Q7HighestBid}. */
    static Stream<Bid> highestBids(Stream<Event> events) {
        return WeirQueries.bids(events)
                .keyByLong(bid -> 0)
                .window(Windows.tumbling(Duration.ofMillis(Q7HighestBid.SIZE_MILLIS)))
                .aggregate(
                        "highest",
                        Highest.class,
                        new Aggregation<Bid, Highest, Highest>(
                                Highest.NONE, Highest::plus, Function.identity(), Highest::plus))
                .flatMap(Highest::bids);
    }

    /** {@link Q8NewUsers}. */
    static Stream<NewUser> newUsers(Stream<Event> events) {
        return events.filter(event -> !(event instanceof Bid))
                .keyByLong(event -> event instanceof Person person ? person.id() : ((Auction) event).seller())
                .window(Windows.tumbling(Duration.ofMillis(Q8NewUsers.SIZE_MILLIS)))
                .aggregate(
                        "newcomers",
                        Newcomer.class,
                        new Aggregation<Event, Newcomer, Newcomer>(
                                Newcomer.NONE, Newcomer::plus, Function.identity(), Newcomer::plus),
                        (Long id, TimeWindow window, Newcomer newcomer, Collector<NewUser> out) -> {
                            if (newcomer.sold() && !newcomer.name().isEmpty()) {
                                out.collect(new NewUser(id, newcomer.name(), window.start()));
                            }
                        });
    }

    /** {@link Q12ProcessingTime}. */
    static Stream<BidCount> countsByTheClock(Stream<Event> events) {
        return WeirQueries.bids(events)
                .keyByLong(Bid::bidder)
                .window(Windows.tumblingProcessingTime(Duration.ofMillis(Q12ProcessingTime.SIZE_MILLIS)))
                .aggregate(
                        "bidders",
                        Aggregates.count(),
                        (bidder, window, bids, out) -> out.collect(new BidCount(bidder, bids)));
    }

    /** {@link Q11UserSessions}. */
    static Stream<Session> userSessions(Stream<Event> events) {
        return WeirQueries.bids(events)
                .keyByLong(Bid::bidder)
                .window(Windows.session(Duration.ofMillis(Q11UserSessions.GAP_MILLIS)))
                .aggregate(
                        "sessions",
                        Aggregates.count(),
                        (bidder, window, bids, out) ->
                                out.collect(new Session(bidder, bids, window.start(), window.end())));
    }
}
