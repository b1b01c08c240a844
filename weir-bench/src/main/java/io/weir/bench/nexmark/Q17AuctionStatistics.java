package io.weir.bench.nexmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 17, auction statistics by day: how many bids an auction had on a day of event time, in UTC, in all and by level of price, and the least, greatest, average and summed price. An auction's
 * and day's last result is compared.
 */
public final class Q17AuctionStatistics {

    private static final int DAY_BITS = 20;

    private Q17AuctionStatistics() {}

    /**
     * The statistics of an auction on a day.
     *
     * @param day since 1970-01-01
     * @param min in cents, as the other prices
     */
    public record AuctionStatistics(
            long auction, long day, long bids, long one, long two, long three, long min, long max, long sum)
            implements Result.Update {

        /** Before the first bid. */
        public static final AuctionStatistics NONE =
                new AuctionStatistics(0, 0, 0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0);

        /** Returns these statistics with one more bid, of the same auction and day. */
        public AuctionStatistics plus(Bid bid) {
            return plus(bid.auction(), Rank.day(bid.timestamp()), bid.price());
        }

        /** Returns these statistics with one more bid, of the same auction and day. */
        public AuctionStatistics plus(long sameAuction, long sameDay, long price) {
            Rank rank = Rank.of(price);
            return new AuctionStatistics(
                    sameAuction,
                    sameDay,
                    bids + 1,
                    rank == Rank.ONE ? one + 1 : one,
                    rank == Rank.TWO ? two + 1 : two,
                    rank == Rank.THREE ? three + 1 : three,
                    Math.min(min, price),
                    Math.max(max, price),
                    sum + price);
        }

        /** Returns the average price, rounded down. */
        public long average() {
            return sum / bids;
        }

        @Override
        public long key() {
            return Q17AuctionStatistics.key(auction, day);
        }

        @Override
        public long numbers() {
            long hash = Hash.add(Hash.add(Hash.of(auction), day), bids);
            hash = Hash.add(Hash.add(Hash.add(hash, one), two), three);
            return Hash.add(Hash.add(Hash.add(Hash.add(hash, min), max), sum), average());
        }
    }

    /** Returns auction and day of a bid in one number. */
    public static long key(Bid bid) {
        return key(bid.auction(), Rank.day(bid.timestamp()));
    }

    /** Returns an id and a day in one number. */
    public static long key(long id, long day) {
        return id << DAY_BITS | day;
    }

    /** An auction on a day. */
    private record AuctionDay(long auction, long day) {}

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<AuctionDay, List<Long>> prices = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                prices.computeIfAbsent(
                                new AuctionDay(bid.auction(), Rank.day(bid.timestamp())), key -> new ArrayList<>())
                        .add(bid.price());
            }
        }
        prices.forEach((key, each) -> {
            LongSummaryStatistics summary =
                    each.stream().mapToLong(Long::longValue).summaryStatistics();
            results.accept(new AuctionStatistics(
                    key.auction(),
                    key.day(),
                    each.size(),
                    each.stream().filter(price -> price < 10_000).count(),
                    each.stream()
                            .filter(price -> price >= 10_000 && price < 1_000_000)
                            .count(),
                    each.stream().filter(price -> price >= 1_000_000).count(),
                    summary.getMin(),
                    summary.getMax(),
                    summary.getSum()));
        });
    }
}
