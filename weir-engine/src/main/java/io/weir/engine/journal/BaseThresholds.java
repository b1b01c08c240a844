package io.weir.engine.journal;

import io.weir.error.WeirException;

/**
 * When a new base is worth its making, and what it makes needless.
 *
 * @param sizeMin the segments behind the last base hold at least so many bytes, and more than that base
 * @param partsMax or there are so many of them: it bounds the files that recovery opens, however little a job that restarts often writes
 * @param retained how many decided checkpoints can be read at any moment
 */
public record BaseThresholds(long sizeMin, int partsMax, int retained) {

    /** 4 MiB, or 64 segments; only the last checkpoint is retained. */
    public static final BaseThresholds DEFAULT = new BaseThresholds(4L << 20, 64);

    /** @throws WeirException {@code invalid-retention} unless at least one checkpoint is retained */
    public BaseThresholds {
        if (retained < 1) {
            throw WeirException.user(
                    "invalid-retention",
                    "retaining " + retained + " checkpoints",
                    "a job goes on from its last one",
                    "use 1 or more");
        }
    }

    /** Retains the last checkpoint only. */
    public BaseThresholds(long sizeMin, int partsMax) {
        this(sizeMin, partsMax, 1);
    }
}
