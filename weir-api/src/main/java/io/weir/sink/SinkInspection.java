package io.weir.sink;

import java.util.List;
import java.util.Optional;

/**
 * What one sink of one job has in the outside system, for a person to look at. Nothing but {@link #abort} changes anything there, least of all does looking fence
 * an attempt that runs: that is what {@link Committer#recover} is for.
 *
 * <p><b>Threads.</b> Confined to one thread, which may block; an interrupt is answered within 1 s.
 *
 * <p><b>Errors.</b> A {@link io.weir.error.WeirException} says in words why the outside system does not answer.
 *
 * @param <C> the committable
 */
public interface SinkInspection<C> extends AutoCloseable {

    /**
     * Returns what this sink of this job has open outside, of any attempt and whatever parallelism, sorted by id; and nothing that is not this job's. What a checkpoint lists
     * is among it too: the caller tells the two apart by {@link #transactionOf}.
     */
    List<OutsideTransaction> open() throws Exception;

    /** Returns the {@link OutsideTransaction#id} under which a committable's output lies outside; empty if it has none of its own there, as staged output. Does not ask outside. */
    Optional<String> transactionOf(C committable);

    /** Says whether a committable is committed, as far as the outside system shows it. Writes nothing. */
    CommitEvidence evidence(CommitRequest<C> request) throws Exception;

    /**
     * Rolls back one transaction that {@link #open} told of. The caller has made sure that no attempt of the job is at work and that no checkpoint lists it. Nothing happens if it has ended
     * meanwhile.
     *
     * @throws io.weir.error.WeirException {@code not-this-jobs} if the id is not one that this sink of this job gives
     */
    void abort(String transactionId) throws Exception;

    /** Frees what it takes to ask; commits and aborts nothing. Idempotent. */
    @Override
    void close();
}
