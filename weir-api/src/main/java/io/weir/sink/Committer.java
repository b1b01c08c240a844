package io.weir.sink;

import java.util.List;
import java.util.Optional;

/**
 * Second phase: makes the output of decided checkpoints visible. One for each sink and attempt.
 *
 * <p><b>Life cycle.</b> {@link #recover} once, before any writer of the attempt exists; then {@link #doubt} for each pending committable; then, if a person
 * has decided something, {@link #settled} once; then any number of {@link #commit}; then {@link #close}, whatever happened before. All sinks of a job are
 * asked for their doubts before any of them is told to commit.
 *
 * <p><b>Threads.</b> Calls come one at a time, from threads that are not the writers' and that may block. An interrupt is answered within 1 s.
 */
public interface Committer<C> extends AutoCloseable {

    /**
     * Makes sure that no earlier attempt of this job can commit from now on (I9), and ends everything that earlier attempts left open and that is not
     * among {@code pending} (I7), and nothing that is not this job's. The engine then commits {@code pending}, in order, before any new output.
     *
     * @param restoredCheckpointId the checkpoint that the job continues from; 0 for none. If the outside system shows output of a later one committed, the
     *     checkpoint directory has lost checkpoints or is an older copy: throw, because going on would commit that output twice
     * @param pending what the restored checkpoint lists as decided and not confirmed, by checkpoint then subtask; any of it may have been committed
     * @throws Exception if that could not be made sure; the attempt fails and the job restarts as its restart strategy says
     */
    void recover(long restoredCheckpointId, List<CommitRequest<C>> pending) throws Exception;

    /**
     * Says, in recovery and without writing anything, why it cannot be known whether a pending committable is committed. The engine asks about everything that
     * is pending at any sink before it commits any of it, so that a person is asked once about all that is in doubt.
     *
     * @return the reason, with what a person has to look for; empty if {@link #commit} will have a definite answer, or finds out only itself. Then an answer in
     *     doubt still stops the job, but earlier committables may have been committed
     */
    default Optional<String> doubt(CommitRequest<C> request) throws Exception {
        return Optional.empty();
    }

    /**
     * Takes over what a person has found committed, before anything is committed in this recovery: a sink with a ledger writes it there, all of it or nothing.
     * So {@link #commit} answers that these are committed, and what is written later is in doubt no more than other output is.
     *
     * @param committed what {@link #doubt} called in doubt and was found committed, by checkpoint then subtask; no earlier output of the same subtask
     *     was found not committed
     */
    default void settled(List<CommitRequest<C>> committed) throws Exception {}

    /**
     * Commits one committable. Idempotent: committing what is committed changes nothing and says so. Called in the order of checkpoints, and for each
     * checkpoint in the order of subtasks (I8).
     *
     * @return what is certain. A live committable that turns out to be lost (rolled back by the outside system) is not redone here, beside newer output:
     *     throw, and do it when asked again with {@link CommitRequest#recovered}
     * @throws Exception if the outcome is not known or the output was lost: the attempt fails, and recovery asks again
     */
    CommitOutcome commit(CommitRequest<C> request) throws Exception;

    /**
     * Commits, in recovery, a committable that {@link #commit} called in doubt and of which a person has found that it is not committed.
     *
     * @return as {@link #commit}; in doubt if the committable does not hold what it would take
     */
    default CommitOutcome commitAgain(CommitRequest<C> request) throws Exception {
        return CommitOutcome.inDoubt("this sink cannot write it again");
    }

    /** Frees what the committer holds; neither commits nor rolls back. Idempotent. */
    @Override
    void close();
}
