package io.weir.bench.nexmark;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Query 5, hot items: which auctions had the most bids in the last ten seconds, every two seconds? In each window of ten seconds of event time, which begins at a
 * multiple of two, all auctions that no other has more bids than. Windows without bids have no result; those that reach beyond the last bid have one when the input ends.
 */
public final class Q5HotItems {

    public static final long SIZE_MILLIS = 10_000;
    public static final long SLIDE_MILLIS = 2_000;

    private Q5HotItems() {}

    /** An auction with the most bids of a window, which ends before {@code windowEnd}. */
    public record HotItem(long auction, long bids, long windowEnd) implements Result {

        @Override
        public long numbers() {
            return Hash.add(Hash.add(Hash.of(auction), bids), windowEnd);
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, Map<Long, Long>> bidsByWindowEnd = new TreeMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                long firstEnd = Math.floorDiv(bid.timestamp(), SLIDE_MILLIS) * SLIDE_MILLIS + SLIDE_MILLIS;
                for (long end = firstEnd; end - SIZE_MILLIS <= bid.timestamp(); end += SLIDE_MILLIS) {
                    bidsByWindowEnd.computeIfAbsent(end, e -> new HashMap<>()).merge(bid.auction(), 1L, Long::sum);
                }
            }
        }
        bidsByWindowEnd.forEach((end, bidsByAuction) -> {
            long most = Collections.max(bidsByAuction.values());
            bidsByAuction.forEach((auction, bids) -> {
                if (bids == most) {
                    results.accept(new HotItem(auction, bids, end));
                }
            });
        });
    }
}
