package io.weir.engine.job;

/**
 * Decides whether a base that is due waits for a checkpoint with all keyed state, or is merged from what has been written. Some states cannot give all of theirs: after a
 * checkpoint that was asked for all in vain some bases are merged before it is tried again, more of them each time.
 *
 * <p>Threading: confined to one thread.
 */
final class WholeTurns {

    private static final int MERGED_MAX = 64;

    /** Whether the next checkpoint is to have all. */
    private boolean wanted;

    /** Whether the checkpoint under way was asked for all. */
    private boolean asked;

    /** How many bases are merged before the next try. */
    private int merged;

    /** How many will be if that is in vain. */
    private int mergedNext = 1;

    /**
     * A checkpoint that does not have all is decided, and a base is due.
     *
     * @param worthwhile whether it had better be made from a checkpoint that has all
     * @return whether it waits for one
     */
    boolean waits(boolean worthwhile) {
        if (asked) {
            asked = false;
            merged = mergedNext;
            mergedNext = Math.min(MERGED_MAX, 2 * mergedNext);
        }
        if (worthwhile && merged > 0) {
            merged--;
            return false;
        }
        wanted = worthwhile;
        return worthwhile;
    }

    /** A checkpoint is triggered: returns whether it is to be asked for all. */
    boolean take() {
        asked = wanted;
        wanted = false;
        return asked;
    }

    /** A checkpoint that has all is decided. */
    void came() {
        asked = false;
        mergedNext = 1;
    }
}
