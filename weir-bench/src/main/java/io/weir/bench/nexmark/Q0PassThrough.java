package io.weir.bench.nexmark;

import java.util.function.Consumer;

/** Query 0, pass through: all bids, as they are. It costs what generator, engine and sink cost. */
final class Q0PassThrough {

    private Q0PassThrough() {}

    static void batch(Iterable<? extends Event> events, Consumer<? super Result> results) {
        for (Event event : events) {
            if (event instanceof Bid bid) {
                results.accept(bid);
            }
        }
    }
}
