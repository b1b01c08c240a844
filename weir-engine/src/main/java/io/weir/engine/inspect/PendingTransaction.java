package io.weir.engine.inspect;

import io.weir.engine.commit.Verdicts.Verdict;
import io.weir.sink.CommitEvidence;
import org.jspecify.annotations.Nullable;

/**
 * Output that is decided and that the checkpoints do not know to be committed.
 *
 * <p>Threading: Immutable.
 *
 * @param transaction what its sink calls it outside; empty if it has nothing there, or the sink was not asked
 * @param evidence what the outside system shows; null if it was not asked
 * @param verdict what a person has found out by a command; null if nothing
 * @param size of the committable in the checkpoint, in bytes
 */
public record PendingTransaction(
        OutputId id,
        String transaction,
        @Nullable CommitEvidence evidence,
        @Nullable Verdict verdict,
        int size) {

    /** Returns whether the job cannot start until a person has looked. */
    public boolean needsPerson() {
        return verdict == null && evidence != null && evidence.status() == CommitEvidence.Status.IN_DOUBT;
    }
}
