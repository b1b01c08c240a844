package io.weir.bench.nexmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Query 11, user sessions: how many bids did a user make in each session? A session goes on as long as at most ten seconds of event time lie between one bid and the next; it ends ten
 * seconds after its last bid.
 */
public final class Q11UserSessions {

    public static final long GAP_MILLIS = 10_000;

    private Q11UserSessions() {}

    /** A session, from its first bid to {@link #GAP_MILLIS} behind its last. */
    public record Session(long bidder, long bids, long start, long end) implements Result {

        @Override
        public long numbers() {
            return Hash.add(Hash.add(Hash.add(Hash.of(bidder), bids), start), end);
        }
    }

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, List<Long>> timesByBidder = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                timesByBidder
                        .computeIfAbsent(bid.bidder(), bidder -> new ArrayList<>())
                        .add(bid.timestamp());
            }
        }
        timesByBidder.forEach((bidder, times) -> {
            times.sort(null);
            int first = 0;
            for (int next = 1; next <= times.size(); next++) {
                if (next == times.size() || times.get(next) - times.get(next - 1) > GAP_MILLIS) {
                    results.accept(
                            new Session(bidder, next - first, times.get(first), times.get(next - 1) + GAP_MILLIS));
                    first = next;
                }
            }
        });
    }
}
