package io.weir.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.bench.nexmark.Q11UserSessions.Session;
import io.weir.bench.nexmark.Q12ProcessingTime.BidCount;
import io.weir.bench.nexmark.Q13SideInput.EnrichedBid;
import io.weir.bench.nexmark.Q14Calculation.CalculatedBid;
import io.weir.bench.nexmark.Q14Calculation.DayTime;
import io.weir.bench.nexmark.Q15DayStatistics.DayStatistics;
import io.weir.bench.nexmark.Q16ChannelStatistics.ChannelStatistics;
import io.weir.bench.nexmark.Q17AuctionStatistics.AuctionStatistics;
import io.weir.bench.nexmark.Q18LastBid.LastBid;
import io.weir.bench.nexmark.Q19TopBids.TopBids;
import io.weir.bench.nexmark.Q1CurrencyConversion.EuroBid;
import io.weir.bench.nexmark.Q20BidsWithAuction.BidWithAuction;
import io.weir.bench.nexmark.Q2Selection.Price;
import io.weir.bench.nexmark.Q3LocalItems.Suggestion;
import io.weir.bench.nexmark.Q4CategoryAverage.CategoryPrices;
import io.weir.bench.nexmark.Q5HotItems.HotItem;
import io.weir.bench.nexmark.Q6SellerAverage.SellerAverage;
import io.weir.bench.nexmark.Q8NewUsers.NewUser;
import io.weir.bench.nexmark.Q9WinningBids.WinningBid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the plain computations make of inputs so small that the results can be worked out by hand. */
final class BatchTest {

    private static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;

    @Test
    void q0PassesBidsThrough() {
        Bid bid = bid(1, 2, 300, 4);
        assertThat(Query.Q0.results(List.of(bid, person(2, "OR", 1), auction(1, 2, 10, 0, 9))))
                .containsExactly(bid);
    }

    @Test
    void q1TurnsDollarsIntoEuros() {
        assertThat(Query.Q1.results(List.of(bid(1, 2, 1_000, 4))))
                .containsExactly(new EuroBid(1, 2, 908_000, 4, "abc"));
    }

    @Test
    void q2SelectsOneAuctionIn123() {
        assertThat(Query.Q2.results(List.of(bid(1_230, 2, 5, 4), bid(1_231, 2, 6, 4))))
                .containsExactly(new Price(1_230, 5));
    }

    @Test
    void q3PairsLocalSellersWithAuctionsOfCategory10WhicheverComesFirst() {
        assertThat(Query.Q3.results(List.of(
                        auction(1, 7, 10, 0, 9),
                        person(7, "OR", 1),
                        person(8, "WA", 1),
                        auction(2, 8, 10, 0, 9),
                        auction(3, 7, 11, 0, 9),
                        auction(4, 7, 10, 0, 9),
                        auction(5, 99, 10, 0, 9))))
                .containsExactlyInAnyOrder(
                        new Suggestion("name-7", "city", "OR", 1), new Suggestion("name-7", "city", "OR", 4));
    }

    @Test
    void q4AveragesTheWinningBidsOfACategory() {
        List<Result> results = Query.Q4.results(List.of(
                auction(1, 7, 10, 0, 9),
                auction(2, 7, 10, 0, 9),
                auction(3, 7, 11, 0, 9),
                auction(4, 7, 12, 0, 9),
                bid(1, 1, 100, 5),
                bid(1, 1, 200, 6),
                bid(2, 1, 301, 5),
                bid(3, 1, 50, 5),
                bid(4, 1, 50, 10)));
        assertThat(results).containsExactlyInAnyOrder(new CategoryPrices(10, 2, 501), new CategoryPrices(11, 1, 50));
        assertThat(((CategoryPrices) results.get(0)).average()).isEqualTo(250);
    }

    @Test
    void q5FindsTheAuctionsWithTheMostBidsOfEachSlidingWindow() {
        assertThat(Query.Q5.results(
                        List.of(bid(1, 1, 1, 0), bid(1, 1, 1, 1_999), bid(2, 1, 1, 2_000), bid(2, 1, 1, 3_999))))
                .containsExactlyInAnyOrder(
                        new HotItem(1, 2, 2_000),
                        new HotItem(1, 2, 4_000),
                        new HotItem(2, 2, 4_000),
                        new HotItem(1, 2, 6_000),
                        new HotItem(2, 2, 6_000),
                        new HotItem(1, 2, 8_000),
                        new HotItem(2, 2, 8_000),
                        new HotItem(1, 2, 10_000),
                        new HotItem(2, 2, 10_000),
                        new HotItem(2, 2, 12_000));
    }

    @Test
    void q6AveragesASellersLastTenSales() {
        List<Event> events = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            events.add(auction(i, 7, 10, 0, 100 + i));
            events.add(bid(i, 1, i * 100L, 50));
        }
        // The last ten are numbers 3 to 12.
        assertThat(Query.Q6.results(events)).containsExactly(new SellerAverage(7, 750));
    }

    @Test
    void q6TakesTheHigherIdForLaterWhereTwoCloseAtOnce() {
        List<Event> events = new ArrayList<>();
        for (int i = 1; i <= 11; i++) {
            events.add(auction(i, 7, 10, 0, 100));
            events.add(bid(i, 1, i == 1 ? 1_000_000 : 100, 50));
        }
        assertThat(Query.Q6.results(events)).containsExactly(new SellerAverage(7, 100));
    }

    @Test
    void q7FindsAllHighestBidsOfAPeriod() {
        assertThat(Query.Q7.results(List.of(
                        bid(1, 1, 5, 0),
                        bid(2, 1, 9, 9_999),
                        bid(3, 1, 9, 1),
                        bid(4, 1, 7, 10_000),
                        bid(5, 1, 6, 11_000))))
                .containsExactlyInAnyOrder(bid(2, 1, 9, 9_999), bid(3, 1, 9, 1), bid(4, 1, 7, 10_000));
    }

    @Test
    void q8FindsWhoCameAndSoldInOnePeriod() {
        assertThat(Query.Q8.results(List.of(
                        person(1, "OR", 10_000),
                        auction(1, 1, 10, 19_999, 30_000),
                        auction(2, 1, 10, 12_000, 30_000),
                        person(2, "OR", 9_999),
                        auction(3, 2, 10, 10_000, 30_000),
                        person(3, "OR", 10_000))))
                .containsExactly(new NewUser(1, "name-1", 10_000));
    }

    @Test
    void q9TakesTheHighestBidThatCameWhileTheAuctionWasOpenAndTheEarliestOfSeveral() {
        Auction auction = auction(1, 7, 10, 10, 20);
        assertThat(Query.Q9.results(List.of(
                        bid(1, 1, 900, 9),
                        bid(1, 2, 500, 20),
                        auction,
                        bid(1, 3, 500, 10),
                        bid(1, 4, 499, 10),
                        bid(1, 5, 900, 21),
                        bid(2, 6, 100, 15),
                        auction(3, 7, 10, 10, 20))))
                .containsExactly(new WinningBid(auction, bid(1, 3, 500, 10)));
    }

    @Test
    void q11CutsSessionsWhereNothingHappensForMoreThanTenSeconds() {
        assertThat(Query.Q11.results(List.of(
                        bid(1, 1, 1, 20_000),
                        bid(1, 1, 1, 10_000),
                        bid(1, 1, 1, 0),
                        bid(1, 2, 1, 5_000),
                        bid(1, 1, 1, 30_001))))
                .containsExactlyInAnyOrder(
                        new Session(1, 3, 0, 30_000),
                        new Session(1, 1, 30_001, 40_001),
                        new Session(2, 1, 5_000, 15_000));
    }

    @Test
    void q12CountsABiddersBidsAndPartsAddUp() {
        assertThat(Query.Q12.results(List.of(bid(1, 1, 1, 0), bid(2, 1, 1, 99_000), bid(1, 2, 1, 5))))
                .containsExactlyInAnyOrder(new BidCount(1, 2), new BidCount(2, 1));
        ResultTally parts = new ResultTally(Output.SUMS, ResultTally.EVERY_ONE);
        parts.add(new BidCount(1, 1));
        parts.add(new BidCount(2, 1));
        parts.add(new BidCount(1, 1));
        ResultTally whole = new ResultTally(Output.SUMS, ResultTally.EVERY_ONE);
        whole.add(new BidCount(1, 2));
        whole.add(new BidCount(2, 1));
        assertThat(ResultTally.total(List.of(parts))).isEqualTo(ResultTally.total(List.of(whole)));
    }

    @Test
    void q13LooksTheAuctionUpInTheTable() {
        assertThat(Query.Q13.results(List.of(bid(20_017, 2, 3, 4))))
                .containsExactly(new EnrichedBid(20_017, 2, 3, 4, "value-17"));
    }

    @Test
    void q14SelectsByPriceAndSaysTheTimeOfTheDay() {
        assertThat(Query.Q14.results(List.of(
                        bid(1, 2, 1_101_321, 0),
                        bid(1, 2, 1_101_322, 8 * HOUR),
                        bid(1, 2, 1_101_322, 19 * HOUR),
                        bid(1, 2, 55_066_079, DAY + 20 * HOUR),
                        bid(1, 2, 55_066_080, 0))))
                .containsExactly(
                        new CalculatedBid(1, 2, 1_101_322L * 908, DayTime.DAY, 8 * HOUR, "abc", 1),
                        new CalculatedBid(1, 2, 1_101_322L * 908, DayTime.OTHER, 19 * HOUR, "abc", 1),
                        new CalculatedBid(1, 2, 55_066_079L * 908, DayTime.NIGHT, DAY + 20 * HOUR, "abc", 1));
    }

    @Test
    void q15CountsBidsBiddersAndAuctionsOfADay() {
        assertThat(Query.Q15.results(List.of(
                        bid(1, 1, 9_999, 0),
                        bid(1, 1, 10_000, 1),
                        bid(1, 2, 999_999, 2),
                        bid(2, 1, 1_000_000, DAY - 1),
                        bid(1, 1, 1, DAY))))
                .containsExactly(
                        new DayStatistics(0, new Statistics(4, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1)),
                        new DayStatistics(1, new Statistics(1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0)));
    }

    @Test
    void q16CountsThemByChannelAndKeepsTheLastMinute() {
        assertThat(Query.Q16.results(List.of(
                        bid(1, 1, 1, 120_000), bid(1, 2, 10_000, 61_000), through("other", bid(3, 1, 1, 59_999)))))
                .containsExactlyInAnyOrder(
                        new ChannelStatistics("channel", 0, 2, new Statistics(2, 1, 1, 0, 2, 1, 1, 0, 1, 1, 1, 0)),
                        new ChannelStatistics("other", 0, 0, new Statistics(1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0)));
    }

    @Test
    void q17SumsUpAnAuctionsDay() {
        assertThat(Query.Q17.results(
                        List.of(bid(1, 1, 100, 0), bid(1, 2, 10_001, 1), bid(1, 3, 1_000_000, 2), bid(1, 1, 7, DAY))))
                .containsExactlyInAnyOrder(
                        new AuctionStatistics(1, 0, 3, 1, 1, 1, 100, 1_000_000, 1_010_101),
                        new AuctionStatistics(1, 1, 1, 1, 0, 0, 7, 7, 7));
    }

    @Test
    void q18KeepsTheLastBidOfABidderForAnAuction() {
        assertThat(Query.Q18.results(
                        List.of(bid(1, 1, 5, 10), bid(1, 1, 9, 9), bid(1, 2, 3, 1), bid(2, 1, 4, 1), bid(2, 1, 6, 1))))
                .containsExactlyInAnyOrder(
                        new LastBid(bid(1, 1, 5, 10)), new LastBid(bid(1, 2, 3, 1)), new LastBid(bid(2, 1, 6, 1)));
    }

    @Test
    void q19RanksTheTopTen() {
        List<Bid> bids =
                IntStream.rangeClosed(1, 12).mapToObj(i -> bid(1, i, i, 100)).toList();
        List<Event> events = new ArrayList<>(bids);
        events.add(bid(1, 99, 3, 99));
        List<Bid> expected = new ArrayList<>();
        IntStream.iterate(11, i -> i >= 3, i -> i - 1).forEach(i -> expected.add(bids.get(i)));
        // Of the same price as bid 3, and earlier.
        expected.add(bid(1, 99, 3, 99));
        assertThat(Query.Q19.results(events)).containsExactly(new TopBids(1, expected));
    }

    @Test
    void q19TopBidsGrowOneByOneToTheSame() {
        Random random = new Random(7);
        List<Bid> bids = random.ints(100, 0, 40)
                .mapToObj(price -> bid(1, price, price, random.nextInt(5)))
                .toList();
        TopBids top = TopBids.of(bids.get(0));
        for (Bid bid : bids.subList(1, bids.size())) {
            top = top.admits(bid) ? top.plus(bid) : top;
        }
        assertThat(Query.Q19.results(bids)).as("seed=7").containsExactly(top);
    }

    @Test
    void q20JoinsBidsWithAuctionsOfCategory10WhicheverComesFirst() {
        Auction auction = auction(1, 7, 10, 10, 20);
        assertThat(Query.Q20.results(List.of(
                        bid(1, 1, 5, 99),
                        auction,
                        bid(1, 2, 6, 1),
                        auction(2, 7, 11, 0, 9),
                        bid(2, 1, 5, 5),
                        bid(3, 1, 5, 5))))
                .containsExactlyInAnyOrder(
                        new BidWithAuction(bid(1, 1, 5, 99), auction), new BidWithAuction(bid(1, 2, 6, 1), auction));
    }

    /** The order of the input must not matter, or results could not be compared. */
    @ParameterizedTest
    @EnumSource(Query.class)
    void resultsDoNotDependOnTheOrderOfEvents(Query query) {
        EventGenerator generator = new EventGenerator();
        List<Event> forwards =
                LongStream.range(0, 20_000).mapToObj(generator::event).toList();
        List<Event> backwards = LongStream.range(0, 20_000)
                .mapToObj(i -> generator.event(20_000 - 1 - i))
                .toList();
        Checksum expected = query.expected(forwards, ResultTally.EVERY_ONE);
        assertThat(query.expected(backwards, ResultTally.EVERY_ONE)).isEqualTo(expected);
        assertThat(Checksum.parse(expected.toString())).isEqualTo(expected);
        assertThat(query.results(forwards)).isNotEmpty();
    }

    /** A check that cannot fail is none: one result less, or one that is changed, must show. */
    @ParameterizedTest
    @EnumSource(Query.class)
    void aMissingResultShows(Query query) {
        EventGenerator generator = new EventGenerator();
        List<Result> results = query.results(
                LongStream.range(0, 20_000).mapToObj(generator::event).toList());
        ResultTally all = new ResultTally(query.output(), ResultTally.EVERY_ONE);
        results.forEach(all::add);
        ResultTally oneLess = new ResultTally(query.output(), ResultTally.EVERY_ONE);
        results.subList(1, results.size()).forEach(oneLess::add);
        assertThat(ResultTally.total(List.of(oneLess))).isNotEqualTo(ResultTally.total(List.of(all)));
    }

    static Bid bid(long auction, long bidder, long price, long timestamp) {
        return new Bid(auction, bidder, price, "channel", "url", timestamp, "abc");
    }

    private static Bid through(String channel, Bid bid) {
        return new Bid(bid.auction(), bid.bidder(), bid.price(), channel, bid.url(), bid.timestamp(), bid.extra());
    }

    static Auction auction(long id, long seller, long category, long timestamp, long expires) {
        return new Auction(id, "item", "description", 1, 2, timestamp, expires, seller, category, "extra");
    }

    static Person person(long id, String state, long timestamp) {
        return new Person(id, "name-" + id, "email", "card", "city", state, timestamp, "extra");
    }
}
