package io.weir.bench.nexmark;

/**
 * In which counts of {@link Statistics} a bidder or an auction has been, and what its latest bid was about. Divided by bidder or auction, distinct ones are counted without a set that holds them
 * all: each says for itself when it is new.
 *
 * <p>Threading: Immutable.
 *
 * @param bits of {@link Statistics#bits}: all counts that it is in
 * @param fresh those that the latest bid has put it in
 * @param bid those of the latest bid
 * @param day of the latest bid
 */
public record Seen(int bits, int fresh, int bid, long day) {

    /** Before the first bid. */
    public static final Seen NONE = new Seen(0, 0, 0, 0);

    /** Returns what is so after a bid. */
    public Seen plus(Bid next) {
        return plus(next.price(), Rank.day(next.timestamp()));
    }

    /** Returns what is so after a bid. */
    public Seen plus(long price, long nextDay) {
        int next = Statistics.bits(price);
        return new Seen(bits | next, next & ~bits, next, nextDay);
    }
}
