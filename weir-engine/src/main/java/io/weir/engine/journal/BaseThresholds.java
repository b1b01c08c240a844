package io.weir.engine.journal;

import io.weir.error.WeirException;

/**
 * When a new base is worth its making, and what it makes needless: once the segments behind the last one have outgrown it.
 *
 * <p>Written: each byte of a base is paid for by at least as many bytes of changes since the one before, unless a base grows by what is merged into it. So bases cost at
 * most about as much writing again as the changes did, twice while a job's state only grows; and twice where they are made from checkpoints that take all state.
 *
 * <p>Space and time of recovery: what a start reads is the base and the segments behind it: twice the base, or the base and {@code sizeMin}, and what is appended
 * while a base is made. While one is made, the older base and the segments that it replaces are there too.
 *
 * <p>Bases do not fall behind without bound as long as deltas come more slowly than they are merged. Deltas at a rate of D, merged at a rate of R (all reading included),
 * with a base of B bytes that is rewritten at a rate of W, take T = P / R + B / W for P bytes of segments, and D * T bytes come meanwhile: from one base to the next, P tends
 * to (B * D / W) / (1 - D / R), or to B, if that is more. A base takes all the segments that there are when it is begun, so one that was late for a while is made up
 * for by the next, and a base is written seldom if it must be. R falls with the number of times that the segments are read, which is once up to 64 MiB, and about
 * twice beyond. Should D exceed R, the segments grow until the disk is full.
 *
 * @param sizeMin the segments behind the last base hold at least so many bytes, and more than that base
 * @param partsMax or there are so many of them: it bounds the files that recovery opens, however little a job that restarts often writes
 * @param retained how many decided checkpoints can be read at any moment
 * @param share of the time that the making of a base may work, more than 0 and at most 1; the rest it rests, between pieces of work. Once the segments have
 *     outgrown the base {@link #PRESSING} times it does not rest any more, for they are what the next start has to read
 * @param wholeSizeMax where the last base has at most so many bytes, and as much has changed since, the next one is made from a checkpoint that takes all keyed state,
 *     while that lies in memory, and nothing is read again; 0 for never. Where memory is small it is less. Unless it is 0, larger state is taken too where
 *     the last checkpoint has half of it anyway, if the last base has at most an eighth of the memory, and the attempt has made it, about as large as the one before
 */
public record BaseThresholds(long sizeMin, int partsMax, int retained, double share, int wholeSizeMax) {

    private static final int WHOLE_SIZE_MAX = 64 << 20;

    /** How many times the segments may outgrow the base, or {@code sizeMin} if that is more, before a base is pressing. */
    public static final int PRESSING = 4;

    /** 64 MiB, or 64 segments; only the last checkpoint is retained; half of the time. */
    public static final BaseThresholds DEFAULT = new BaseThresholds(64L << 20, 64);

    /** @throws WeirException {@code invalid-retention} unless at least one checkpoint is retained */
    public BaseThresholds {
        if (retained < 1) {
            throw WeirException.user(
                    "invalid-retention",
                    "retaining " + retained + " checkpoints",
                    "a job goes on from its last one",
                    "use 1 or more");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of more than 0 and at most 1: share=" + share);
        }
    }

    /** Retains the last checkpoint only, and works half of the time. */
    public BaseThresholds(long sizeMin, int partsMax) {
        this(sizeMin, partsMax, 1, 0.5, WHOLE_SIZE_MAX);
    }

    public BaseThresholds withRetained(int newRetained) {
        return new BaseThresholds(sizeMin, partsMax, newRetained, share, wholeSizeMax);
    }

    public BaseThresholds withShare(double newShare) {
        return new BaseThresholds(sizeMin, partsMax, retained, newShare, wholeSizeMax);
    }

    public BaseThresholds withWholeSizeMax(int newWholeSizeMax) {
        return new BaseThresholds(sizeMin, partsMax, retained, share, newWholeSizeMax);
    }
}
