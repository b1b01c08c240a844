package io.weir.bench.nexmark;

import java.util.function.Consumer;

/** Query 1, currency conversion: all bids with their prices in euros, at 0.908 euros a dollar, to a thousandth of a cent. */
public final class Q1CurrencyConversion {

    /** Thousandths of a euro cent to a dollar cent. */
    static final long RATE = 908;

    private Q1CurrencyConversion() {}

    /** @param priceThousandths thousandths of a euro cent */
    public record EuroBid(long auction, long bidder, long priceThousandths, long timestamp, String extra)
            implements Result {

        @Override
        public long numbers() {
            long hash = Hash.add(Hash.of(auction), bidder);
            return Hash.add(Hash.add(hash, priceThousandths), timestamp);
        }

        @Override
        public long withTexts(long hash) {
            return Hash.add(hash, extra);
        }
    }

    public static EuroBid convert(Bid bid) {
        return new EuroBid(bid.auction(), bid.bidder(), bid.price() * RATE, bid.timestamp(), bid.extra());
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        for (Event event : events) {
            if (event instanceof Bid bid) {
                results.accept(convert(bid));
            }
        }
    }
}
