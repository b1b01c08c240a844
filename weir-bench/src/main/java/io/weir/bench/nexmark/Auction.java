package io.weir.bench.nexmark;

/**
 * An auction is opened.
 *
 * @param id from {@link EventGenerator#FIRST_AUCTION_ID} on
 * @param initialBid in cents
 * @param reserve in cents
 * @param timestamp when it opens
 * @param expires when it closes: a bid at this millisecond still counts
 * @param seller the id of a person, whose event may come later
 * @param category one of {@link EventGenerator#CATEGORY_COUNT}, from {@link EventGenerator#FIRST_CATEGORY_ID} on
 * @param extra fills it up to about 500 bytes
 */
public record Auction(
        long id,
        String itemName,
        String description,
        long initialBid,
        long reserve,
        long timestamp,
        long expires,
        long seller,
        long category,
        String extra)
        implements Event {

    /** Returns whether a bid at this time counts. */
    public boolean isOpenAt(long time) {
        return timestamp <= time && time <= expires;
    }

    long numbers() {
        long hash = Hash.add(Hash.add(Hash.of(id), initialBid), reserve);
        hash = Hash.add(Hash.add(hash, timestamp), expires);
        return Hash.add(Hash.add(hash, seller), category);
    }

    long withTexts(long hash) {
        return Hash.add(Hash.add(Hash.add(hash, itemName), description), extra);
    }
}
