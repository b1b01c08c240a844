package io.weir.kafka;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A transaction that lacks only its commit.
 *
 * <p>Threading: thread-safe. The first of commit and discard wins.
 */
final class SealedTransaction {

    private enum State {
        SEALED,
        COMMITTING,
        COMMITTED,
        /** Given up, or its commit failed: it is not known here whether it is committed. */
        ENDED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.SEALED);
    private final TransactionalProducer producer;
    private final ProducerPool pool;
    private final long checkpointId;

    SealedTransaction(TransactionalProducer producer, ProducerPool pool, long checkpointId) {
        this.producer = producer;
        this.pool = pool;
        this.checkpointId = checkpointId;
    }

    /**
     * Commits, and gives the producer back to its writer. Blocks, for a bounded time.
     *
     * @return false if it had been committed before; nothing changes then
     * @throws RuntimeException if the outcome is not known or the transaction is lost; the producer is closed for good then, so that it can never commit
     *     later
     */
    boolean commit() {
        if (state.get() == State.COMMITTED) {
            return false;
        }
        if (!state.compareAndSet(State.SEALED, State.COMMITTING)) {
            throw new IllegalStateException("the transaction is closed: checkpoint=" + checkpointId + ", id="
                    + producer.transactionalId() + ", state=" + state.get());
        }
        try {
            producer.commit();
        } catch (RuntimeException | Error e) {
            state.set(State.ENDED);
            producer.closeAtOnce();
            throw e;
        }
        state.set(State.COMMITTED);
        pool.giveBack(producer);
        return true;
    }

    /** Closes the producer without committing, unless a commit is under way or done. Idempotent. */
    void discard() {
        if (state.compareAndSet(State.SEALED, State.ENDED)) {
            producer.closeAtOnce();
        }
    }

    boolean ended() {
        State now = state.get();
        return now == State.COMMITTED || now == State.ENDED;
    }
}
