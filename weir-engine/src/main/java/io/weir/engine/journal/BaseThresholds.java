package io.weir.engine.journal;

/**
 * When a new base is worth its making.
 *
 * @param sizeMin the segments behind the last base hold at least so many bytes, and more than that base
 * @param partsMax or there are so many of them: it bounds the files that recovery opens, however little a job that restarts often writes
 */
public record BaseThresholds(long sizeMin, int partsMax) {

    /** 4 MiB, or 64 segments. */
    public static final BaseThresholds DEFAULT = new BaseThresholds(4L << 20, 64);
}
