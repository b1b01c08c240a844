package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 20, bids with their auction: each bid for an auction of category 10, with that auction, whether or not it is open, and whichever of the two comes first. Bids for auctions that never come
 * have no result.
 */
public final class Q20BidsWithAuction {

    private static final long CATEGORY = 10;

    private Q20BidsWithAuction() {}

    /** A bid and what it is for. */
    public record BidWithAuction(Bid bid, Auction auction) implements Result {

        @Override
        public long numbers() {
            return Hash.add(bid.numbers(), auction.numbers());
        }

        @Override
        public long withTexts(long hash) {
            return auction.withTexts(bid.withTexts(hash));
        }
    }

    public static boolean selects(Auction auction) {
        return auction.category() == CATEGORY;
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, Auction> auctions = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Auction auction && selects(auction)) {
                auctions.put(auction.id(), auction);
            }
        }
        for (Event event : events) {
            if (event instanceof Bid bid) {
                Auction auction = auctions.get(bid.auction());
                if (auction != null) {
                    results.accept(new BidWithAuction(bid, auction));
                }
            }
        }
    }
}
