package io.weir.engine.journal;

/**
 * When a new base is worth its making: once the segments behind the last one have outgrown it.
 *
 * <p>Written: each byte of a base is paid for by at least as many bytes of changes since the one before, unless a base grows by what is merged into it. So bases cost at
 * most about as much writing again as the changes did, twice while a job's state only grows.
 *
 * <p>Space and time of recovery: what a start reads is the base and the segments behind it: twice the base, or the base and {@code sizeMin}, and what is appended
 * while a base is made. While one is made, the older base and the segments that it replaces are there too.
 *
 * <p>Bases do not fall behind without bound as long as deltas come more slowly than they are merged. Deltas at a rate of D, merged at a rate of R (all reading included),
 * with a base of B bytes that is rewritten at a rate of W, take T = P / R + B / W for P bytes of segments, and D * T bytes come meanwhile: from one base to the next, P tends
 * to (B * D / W) / (1 - D / R), or to B, if that is more. A base takes all the segments that there are when it is begun, so one that was late for a while is made up
 * for by the next, and a base is written seldom if it must be. R falls with the number of times that the segments are read, which is about six as long as the segments
 * are smaller than half of the heap. Should D exceed R, the segments grow until the disk is full.
 *
 * @param sizeMin the segments behind the last base hold at least so many bytes, and more than that base
 * @param partsMax or there are so many of them: it bounds the files that recovery opens, however little a job that restarts often writes
 */
public record BaseThresholds(long sizeMin, int partsMax) {

    /** 4 MiB, or 64 segments. */
    public static final BaseThresholds DEFAULT = new BaseThresholds(4L << 20, 64);
}
