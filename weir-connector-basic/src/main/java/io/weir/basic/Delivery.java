package io.weir.basic;

import java.io.IOException;
import java.util.List;

/**
 * Hands decided output to an outside system: all that a {@link WriteAheadSink} needs to know of it.
 *
 * <p>Threading: one call at a time from one attempt of a job, on a thread that may block. A call that an earlier attempt of the same process has not finished may still be under way. An
 * interrupt is answered within 1 s.
 *
 * @param <T> the type of the records
 */
@FunctionalInterface
public interface Delivery<T> {

    /**
     * Delivers a batch, whole. Called in the order of checkpoints, subtasks and sequence; again with the same batch and the same id whenever it is not known that it was delivered.
     *
     * @param records in the order in which they were written; never empty
     * @param id the same for each delivery of this batch, and of no other: {@link BatchId#idempotencyKey} is made for a target that remembers keys
     * @return whether it is delivered, or certainly is not and may be tried later
     * @throws IOException if it is not known whether it was delivered. A sink with an idempotent target tries once more at once; otherwise, and then, the attempt fails, and recovery tries again
     * @throws InterruptedException if the job ends
     * @throws Exception anything else fails the attempt, and recovery tries again
     */
    DeliveryOutcome deliver(List<T> records, BatchId id) throws Exception;
}
