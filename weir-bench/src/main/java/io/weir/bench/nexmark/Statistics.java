package io.weir.bench.nexmark;

import java.util.HashSet;
import java.util.Set;

/**
 * How many bids there were, and of how many different bidders and auctions: in all, and with a price of each {@link Rank}. A bidder may be in several ranks.
 *
 * <p>Threading: Immutable.
 */
public record Statistics(
        long bids,
        long bids1,
        long bids2,
        long bids3,
        long bidders,
        long bidders1,
        long bidders2,
        long bidders3,
        long auctions,
        long auctions1,
        long auctions2,
        long auctions3) {

    /** Of nothing. */
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Returns these statistics with what a bid adds to them.
     *
     * @param bid the bits of {@link #bits} if the bid itself counts here, else 0
     * @param bidder those of the bits that its bidder had not had before
     * @param auction those of the bits that its auction had not had before
     */
    public Statistics plus(int bid, int bidder, int auction) {
        return new Statistics(
                bids + (bid & 1),
                bids1 + (bid >>> 1 & 1),
                bids2 + (bid >>> 2 & 1),
                bids3 + (bid >>> 3),
                bidders + (bidder & 1),
                bidders1 + (bidder >>> 1 & 1),
                bidders2 + (bidder >>> 2 & 1),
                bidders3 + (bidder >>> 3),
                auctions + (auction & 1),
                auctions1 + (auction >>> 1 & 1),
                auctions2 + (auction >>> 2 & 1),
                auctions3 + (auction >>> 3));
    }

    /** Returns in which of the four counts a bid is: bit 0 for all, bits 1 to 3 for its rank. */
    public static int bits(long price) {
        return 1 | 2 << Rank.of(price).ordinal();
    }

    long addTo(long hash) {
        long added = Hash.add(Hash.add(Hash.add(Hash.add(hash, bids), bids1), bids2), bids3);
        added = Hash.add(Hash.add(Hash.add(Hash.add(added, bidders), bidders1), bidders2), bidders3);
        return Hash.add(Hash.add(Hash.add(Hash.add(added, auctions), auctions1), auctions2), auctions3);
    }

    /**
     * Counts by holding everything that it has seen: the plain way.
     *
     * <p>Threading: confined to one thread.
     */
    static final class Collector {

        private final long[] bids = new long[Rank.values().length];
        private final Distinct bidders = new Distinct();
        private final Distinct auctions = new Distinct();

        void add(Bid bid) {
            Rank rank = Rank.of(bid.price());
            bids[rank.ordinal()]++;
            bidders.add(rank, bid.bidder());
            auctions.add(rank, bid.auction());
        }

        Statistics statistics() {
            return new Statistics(
                    bids[0] + bids[1] + bids[2],
                    bids[0],
                    bids[1],
                    bids[2],
                    bidders.all.size(),
                    bidders.one.size(),
                    bidders.two.size(),
                    bidders.three.size(),
                    auctions.all.size(),
                    auctions.one.size(),
                    auctions.two.size(),
                    auctions.three.size());
        }
    }

    /** Threading: confined to one thread. */
    private static final class Distinct {

        private final Set<Long> all = new HashSet<>();
        private final Set<Long> one = new HashSet<>();
        private final Set<Long> two = new HashSet<>();
        private final Set<Long> three = new HashSet<>();

        void add(Rank rank, long id) {
            all.add(id);
            switch (rank) {
                case ONE -> one.add(id);
                case TWO -> two.add(id);
                case THREE -> three.add(id);
            }
        }
    }
}
