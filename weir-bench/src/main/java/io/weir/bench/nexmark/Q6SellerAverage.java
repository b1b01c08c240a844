package io.weir.bench.nexmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 6, average selling price by seller: the average price of the winning bids ({@link Q9WinningBids}) of a seller's last ten closed auctions that had one. The last
 * ten are those that close latest; of auctions that close in the same millisecond those with the higher id. A new result for a seller each time that an auction closes;
 * the last one is compared.
 */
public final class Q6SellerAverage {

    /** How many auctions count. */
    public static final int AUCTIONS_MAX = 10;

    private static final Comparator<Sale> BY_TIME =
            Comparator.comparingLong(Sale::closed).thenComparingLong(Sale::auction);

    private Q6SellerAverage() {}

    /** An auction that was won, when, and at which price in cents. */
    public record Sale(long auction, long closed, long price) {

        public static Sale of(Q9WinningBids.WinningBid winner) {
            return new Sale(
                    winner.auction().id(),
                    winner.auction().expires(),
                    winner.bid().price());
        }

        /** Returns whether it was closed later than another. */
        public boolean isLaterThan(Sale other) {
            return BY_TIME.compare(this, other) > 0;
        }
    }

    /** A seller's last sales, latest first, as a running computation keeps them. Not changed any more. */
    public record LastSales(List<Sale> sales) {

        /** Before the first. */
        public static final LastSales NONE = new LastSales(List.of());

        /** Returns the last sales when there is one more, which need not be the latest. */
        public LastSales plus(Sale sale) {
            int place = sales.size();
            while (place > 0 && sale.isLaterThan(sales.get(place - 1))) {
                place--;
            }
            List<Sale> more = new ArrayList<>(sales);
            more.add(place, sale);
            return new LastSales(more.size() > AUCTIONS_MAX ? List.copyOf(more.subList(0, AUCTIONS_MAX)) : more);
        }

        /** Returns what they come to; there must be one. */
        public SellerAverage of(long seller) {
            long sum = 0;
            for (Sale sale : sales) {
                sum += sale.price();
            }
            return new SellerAverage(seller, sum / sales.size());
        }
    }

    /** What a seller's last auctions went for, on average, in cents, rounded down. */
    public record SellerAverage(long seller, long average) implements Result.Update {

        @Override
        public long key() {
            return seller;
        }

        @Override
        public long numbers() {
            return Hash.add(Hash.of(seller), average);
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, List<Sale>> salesBySeller = new HashMap<>();
        Q9WinningBids.forEachWinner(
                events,
                winner -> salesBySeller
                        .computeIfAbsent(winner.auction().seller(), seller -> new ArrayList<>())
                        .add(Sale.of(winner)));
        salesBySeller.forEach((seller, sales) -> {
            sales.sort(BY_TIME.reversed());
            List<Sale> last = sales.subList(0, Math.min(AUCTIONS_MAX, sales.size()));
            long sum = last.stream().mapToLong(Sale::price).sum();
            results.accept(new SellerAverage(seller, sum / last.size()));
        });
    }
}
