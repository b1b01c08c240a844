package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 9, winning bids: each auction with the best of the bids that came while it was open ({@link Auction#isOpenAt}): the highest, of several the earliest
 * ({@link Bid#BY_PRICE}). An auction without such a bid has no result. A result is put out once, when event time has passed the auction's end.
 */
public final class Q9WinningBids {

    private Q9WinningBids() {}

    /** An auction, and the bid that won it. */
    public record WinningBid(Auction auction, Bid bid) implements Result {

        @Override
        public long numbers() {
            return Hash.add(auction.numbers(), bid.numbers());
        }

        @Override
        public long withTexts(long hash) {
            return bid.withTexts(auction.withTexts(hash));
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        forEachWinner(events, results);
    }

    static void forEachWinner(Iterable<? extends Event> events, Consumer<? super WinningBid> winners) {
        Map<Long, Auction> auctions = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Auction auction) {
                auctions.put(auction.id(), auction);
            }
        }
        Map<Auction, Bid> best = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                Auction auction = auctions.get(bid.auction());
                if (auction != null && auction.isOpenAt(bid.timestamp())) {
                    best.merge(auction, bid, (one, other) -> Bid.BY_PRICE.compare(one, other) >= 0 ? one : other);
                }
            }
        }
        best.forEach((auction, bid) -> winners.accept(new WinningBid(auction, bid)));
    }
}
