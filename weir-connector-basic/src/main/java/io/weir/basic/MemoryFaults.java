package io.weir.basic;

/**
 * The faults that a {@link MemoryStore} still has to show.
 *
 * <p>Threading: guarded by its store.
 */
final class MemoryFaults {

    int preCommitFailures;
    int commitFailures;
    int lostReplies;
    boolean commitsHeld;

    boolean preCommitFails() {
        return preCommitFailures > 0 && preCommitFailures-- > 0;
    }

    boolean commitFails() {
        return commitFailures > 0 && commitFailures-- > 0;
    }

    boolean replyIsLost() {
        return lostReplies > 0 && lostReplies-- > 0;
    }
}
