package io.weir.bench.nexmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 19, the top ten bids of an auction: those with the highest prices, best first; of the same price the earlier one is better ({@link Bid#BY_PRICE}). Bids count whether or not the auction
 * is open. A new result for an auction each time that a bid gets among them; the last one is compared.
 */
public final class Q19TopBids {

    /** How many count. */
    public static final int BIDS_MAX = 10;

    private Q19TopBids() {}

    /** @param bids best first, ten at most; not changed any more */
    public record TopBids(long auction, List<Bid> bids) implements Result.Update {

        /** Returns those of an auction with one bid. */
        public static TopBids of(Bid bid) {
            return new TopBids(bid.auction(), List.of(bid));
        }

        /** Returns whether a bid is among the best, with these before it. */
        public boolean admits(Bid bid) {
            return bids.size() < BIDS_MAX || bid.isBetterThan(bids.get(BIDS_MAX - 1));
        }

        /** Returns those with one more bid, which {@link #admits} says is among them. */
        public TopBids plus(Bid bid) {
            int place = bids.size();
            while (place > 0 && bid.isBetterThan(bids.get(place - 1))) {
                place--;
            }
            List<Bid> more = new ArrayList<>(BIDS_MAX);
            more.addAll(bids.subList(0, place));
            more.add(bid);
            more.addAll(bids.subList(place, Math.min(bids.size(), BIDS_MAX - 1)));
            return new TopBids(auction, more);
        }

        @Override
        public long key() {
            return auction;
        }

        @Override
        public long numbers() {
            long hash = Hash.of(auction);
            for (Bid bid : bids) {
                hash = Hash.add(hash, bid.hash());
            }
            return hash;
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, List<Bid>> byAuction = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                byAuction
                        .computeIfAbsent(bid.auction(), auction -> new ArrayList<>())
                        .add(bid);
            }
        }
        byAuction.forEach((auction, bids) -> {
            bids.sort(Bid.BY_PRICE.reversed());
            results.accept(new TopBids(auction, List.copyOf(bids.subList(0, Math.min(BIDS_MAX, bids.size())))));
        });
    }
}
