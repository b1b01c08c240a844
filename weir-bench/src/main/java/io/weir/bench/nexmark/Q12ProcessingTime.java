package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 12, processing-time windows: how many bids did a user make in each period of ten seconds by the machine's clock? How the bids fall into windows is different in each run; what
 * can be checked is that none is lost or counted twice: a user's counts add up to all of their bids.
 */
public final class Q12ProcessingTime {

    public static final long SIZE_MILLIS = 10_000;

    private Q12ProcessingTime() {}

    /** Bids of a user in a window, or in several. */
    public record BidCount(long bidder, long bids) implements Result {

        /** Hashes of one bidder's counts add up to the hash of the sum. */
        @Override
        public long numbers() {
            return bids * Hash.of(bidder);
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, Long> bidsByBidder = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                bidsByBidder.merge(bid.bidder(), 1L, Long::sum);
            }
        }
        bidsByBidder.forEach((bidder, bids) -> results.accept(new BidCount(bidder, bids)));
    }
}
