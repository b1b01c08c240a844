package io.weir.bench.nexmark;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Query 13, side input: each bid with what a table of ten thousand rows has under the auction's number modulo ten thousand. The table never changes. */
public final class Q13SideInput {

    private static final int ROW_COUNT = 10_000;

    private Q13SideInput() {}

    /** A bid with the table's value. */
    public record EnrichedBid(long auction, long bidder, long price, long timestamp, String value) implements Result {

        @Override
        public long numbers() {
            long hash = Hash.add(Hash.of(auction), bidder);
            return Hash.add(Hash.add(hash, price), timestamp);
        }

        @Override
        public long withTexts(long hash) {
            return Hash.add(hash, value);
        }
    }

    /** Returns the table's rows. */
    public static Map<Long, String> table() {
        Map<Long, String> table = new HashMap<>();
        for (long key = 0; key < ROW_COUNT; key++) {
            table.put(key, "value-" + key);
        }
        return table;
    }

    /** Returns the table's key for a bid. */
    public static long key(Bid bid) {
        return bid.auction() % ROW_COUNT;
    }

    public static EnrichedBid enrich(Bid bid, String value) {
        return new EnrichedBid(bid.auction(), bid.bidder(), bid.price(), bid.timestamp(), value);
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, String> table = table();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                results.accept(enrich(bid, Objects.requireNonNull(table.get(key(bid)))));
            }
        }
    }
}
