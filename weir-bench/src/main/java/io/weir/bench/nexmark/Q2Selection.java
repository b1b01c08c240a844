package io.weir.bench.nexmark;

import java.util.function.Consumer;

/** Query 2, selection: auction and price of the bids for each 123rd auction. */
public final class Q2Selection {

    private static final int ONE_IN = 123;

    private Q2Selection() {}

    /** An auction and what was bid for it, in cents. */
    public record Price(long auction, long price) implements Result {

        @Override
        public long numbers() {
            return Hash.add(Hash.of(auction), price);
        }
    }

    public static boolean selects(Bid bid) {
        return bid.auction() % ONE_IN == 0;
    }

    public static Price price(Bid bid) {
        return new Price(bid.auction(), bid.price());
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        for (Event event : events) {
            if (event instanceof Bid bid && selects(bid)) {
                results.accept(price(bid));
            }
        }
    }
}
