package io.weir.bench.nexmark;

import java.util.function.Consumer;

/**
 * Query 14, calculation: the bids whose price in euros is above 10,000 and below 500,000 (1,000,000 and 50,000,000 cents), with the time of the day, in UTC, that they came at, and how often there
 * is a {@code c} in their extra text.
 */
public final class Q14Calculation {

    private static final long PRICE_MIN = 1_000_000_000;
    private static final long PRICE_MAX = 50_000_000_000L;
    private static final long MILLIS_PER_HOUR = 3_600_000;
    private static final int HOURS_PER_DAY = 24;

    private Q14Calculation() {}

    /** A time of the day. */
    public enum DayTime {
        /** From 8:00 to before 19:00. */
        DAY,
        /** From 20:00 to before 7:00. */
        NIGHT,
        OTHER;

        static DayTime of(long timestamp) {
            int hour = (int) Math.floorMod(Math.floorDiv(timestamp, MILLIS_PER_HOUR), (long) HOURS_PER_DAY);
            if (hour >= 8 && hour <= 18) {
                return DAY;
            }
            return hour <= 6 || hour >= 20 ? NIGHT : OTHER;
        }
    }

    /** @param priceThousandths thousandths of a euro cent */
    public record CalculatedBid(
            long auction, long bidder, long priceThousandths, DayTime dayTime, long timestamp, String extra, long cs)
            implements Result {

        @Override
        public long numbers() {
            long hash = Hash.add(Hash.of(auction), bidder);
            hash = Hash.add(Hash.add(hash, priceThousandths), dayTime.ordinal());
            return Hash.add(Hash.add(hash, timestamp), cs);
        }

        @Override
        public long withTexts(long hash) {
            return Hash.add(hash, extra);
        }
    }

    public static boolean selects(Bid bid) {
        long price = bid.price() * Q1CurrencyConversion.RATE;
        return price > PRICE_MIN && price < PRICE_MAX;
    }

    public static CalculatedBid calculate(Bid bid) {
        return new CalculatedBid(
                bid.auction(),
                bid.bidder(),
                bid.price() * Q1CurrencyConversion.RATE,
                DayTime.of(bid.timestamp()),
                bid.timestamp(),
                bid.extra(),
                count('c', bid.extra()));
    }

    private static long count(char wanted, String text) {
        long count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                count++;
            }
        }
        return count;
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        for (Event event : events) {
            if (event instanceof Bid bid && selects(bid)) {
                results.accept(calculate(bid));
            }
        }
    }
}
