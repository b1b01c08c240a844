package io.weir.bench.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Query 7, highest bid: in each period of ten seconds of event time, all bids that no other has a higher price than. */
public final class Q7HighestBid {

    public static final long SIZE_MILLIS = 10_000;

    private Q7HighestBid() {}

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        Map<Long, List<Bid>> highestByWindow = new TreeMap<>();
        for (Event event : events) {
            if (event instanceof Bid bid) {
                long window = Math.floorDiv(bid.timestamp(), SIZE_MILLIS);
                List<Bid> highest = highestByWindow.computeIfAbsent(window, w -> new ArrayList<>());
                if (!highest.isEmpty() && bid.price() > highest.get(0).price()) {
                    highest.clear();
                }
                if (highest.isEmpty() || bid.price() == highest.get(0).price()) {
                    highest.add(bid);
                }
            }
        }
        highestByWindow.values().forEach(highest -> highest.forEach(results));
    }
}
