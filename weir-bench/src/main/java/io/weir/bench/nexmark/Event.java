package io.weir.bench.nexmark;

/** What happens in the auction house. Immutable. */
public sealed interface Event permits Person, Auction, Bid {

    /** Returns when it happened, in milliseconds since 1970-01-01T00:00Z: its event time. */
    long timestamp();
}
