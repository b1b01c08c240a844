package io.weir.bench.nexmark;

import java.util.Comparator;

/**
 * Somebody bids for what an auction sells. Also a result, of queries that select bids.
 *
 * @param auction the id of an auction, which may be closed already, or be opened later
 * @param bidder the id of a person, whose event may come later
 * @param price in cents
 * @param extra fills it up to about 100 bytes
 */
public record Bid(long auction, long bidder, long price, String channel, String url, long timestamp, String extra)
        implements Event, Result {

    /** Any order in which only equal bids are equal: it settles what a query leaves open. */
    private static final Comparator<Bid> ANY = Comparator.comparingLong(Bid::timestamp)
            .thenComparingLong(Bid::price)
            .thenComparingLong(Bid::bidder)
            .thenComparingLong(Bid::auction)
            .thenComparing(Bid::channel)
            .thenComparing(Bid::url)
            .thenComparing(Bid::extra);

    /** The better bid is the greater one: the higher price, and of the same price the earlier one. */
    public static final Comparator<Bid> BY_PRICE =
            Comparator.comparingLong(Bid::price).thenComparing(ANY.reversed());

    /** The later bid is the greater one. */
    public static final Comparator<Bid> BY_TIME = ANY;

    /** Returns whether this bid wins against the other: {@link #BY_PRICE}. */
    public boolean isBetterThan(Bid other) {
        return price != other.price ? price > other.price : BY_PRICE.compare(this, other) > 0;
    }

    /** Returns whether this bid came later: {@link #BY_TIME}. */
    public boolean isLaterThan(Bid other) {
        return timestamp != other.timestamp ? timestamp > other.timestamp : BY_TIME.compare(this, other) > 0;
    }

    @Override
    public long numbers() {
        return Hash.add(Hash.add(Hash.add(Hash.of(auction), bidder), price), timestamp);
    }

    @Override
    public long withTexts(long hash) {
        return Hash.add(Hash.add(Hash.add(hash, channel), url), extra);
    }
}
