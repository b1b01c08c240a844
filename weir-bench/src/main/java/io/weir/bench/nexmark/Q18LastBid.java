package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 18, last bid: what did a bidder bid last for an auction? The latest by event time; of several at the same time the greatest by {@link Bid#BY_TIME}. A bidder's and auction's last result
 * is compared.
 */
public final class Q18LastBid {

    private Q18LastBid() {}

    /** The last bid of its bidder for its auction. */
    public record LastBid(Bid bid) implements Result.Update {

        @Override
        public long key() {
            return Q18LastBid.key(bid);
        }

        @Override
        public long numbers() {
            return bid.numbers();
        }

        @Override
        public long withTexts(long hash) {
            return bid.withTexts(hash);
        }
    }

    /** Returns bidder and auction in one number: ids of persons are below 2 to the power of 31, which takes 10 to the power of 11 events. */
    public static long key(Bid bid) {
        return bid.auction() << Integer.SIZE | bid.bidder();
    }

    /** Somebody who bids for something. */
    private record Pair(long bidder, long auction) {}

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Pair, Bid> last = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                last.merge(
                        new Pair(bid.bidder(), bid.auction()),
                        bid,
                        (one, other) -> Bid.BY_TIME.compare(one, other) >= 0 ? one : other);
            }
        }
        last.values().forEach(bid -> results.accept(new LastBid(bid)));
    }
}
