package io.weir.testkit.conformance;

import io.weir.sink.PreCommit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a writer's answer to a pre-commit, which must be one.
 *
 * <p>Threading: Thread-safe.
 */
final class Answer<C> implements PreCommit<C> {

    private final Runnable given;
    private @Nullable List<C> committables;
    private @Nullable Throwable failure;
    private int count;

    /** @param given is told of each answer */
    Answer(Runnable given) {
        this.given = given;
    }

    @Override
    public void complete(List<C> completed) {
        synchronized (this) {
            committables = List.copyOf(completed);
            count++;
        }
        given.run();
    }

    @Override
    public void fail(Throwable cause) {
        synchronized (this) {
            failure = cause;
            count++;
        }
        given.run();
    }

    synchronized boolean isGiven() {
        return count > 0;
    }

    /** Returns why the writer said that it could not seal; null if it did not say so. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** Returns what the writer handed over. */
    synchronized List<C> committables() {
        checkOnce();
        if (failure != null) {
            throw new AttemptFailure(failure);
        }
        if (committables == null) {
            throw new IllegalStateException("no answer yet");
        }
        return committables;
    }

    synchronized void checkOnce() {
        if (count > 1) {
            throw new AssertionError("a pre-commit was answered " + count + " times; exactly one answer is asked for");
        }
    }
}
