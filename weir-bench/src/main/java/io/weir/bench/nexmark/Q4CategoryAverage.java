package io.weir.bench.nexmark;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Query 4, average price by category: the average price of the winning bids ({@link Q9WinningBids}) of all auctions of a category that are closed. A new
 * result for a category each time that an auction of it closes; the last one is compared.
 */
public final class Q4CategoryAverage {

    private Q4CategoryAverage() {}

    /**
     * What auctions of a category went for.
     *
     * @param count of auctions
     * @param sum of their prices, in cents
     */
    public record CategoryPrices(long category, long count, long sum) implements Result.Update {

        /** Before the first. */
        public static final CategoryPrices NONE = new CategoryPrices(0, 0, 0);

        /** Returns these prices and one more. */
        public CategoryPrices plus(long soldCategory, long price) {
            return new CategoryPrices(soldCategory, count + 1, sum + price);
        }

        /** Returns the average in cents, rounded down. */
        public long average() {
            return sum / count;
        }

        @Override
        public long key() {
            return category;
        }

        @Override
        public long numbers() {
            return Hash.add(Hash.add(Hash.add(Hash.of(category), count), sum), average());
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, CategoryPrices> averages = new TreeMap<>();
        Q9WinningBids.forEachWinner(events, winner -> {
            long category = winner.auction().category();
            CategoryPrices before = averages.getOrDefault(category, CategoryPrices.NONE);
            averages.put(category, before.plus(category, winner.bid().price()));
        });
        averages.values().forEach(results);
    }
}
