package io.weir.testkit.conformance;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What other threads have for the task thread of an attempt, which is the test's, and the attempt's first failure.
 *
 * <p>Threading: Thread-safe, except {@link #await}, which is the task thread's.
 */
final class Mailbox {

    private static final long POLL_MILLIS = 2;

    private final Duration patience;
    private final BlockingQueue<Runnable> mail = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** @param patience how long anything that is waited for may take */
    Mailbox(Duration patience) {
        this.patience = patience;
    }

    /** What the task thread waits for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    void post(Runnable runnable) {
        mail.add(runnable);
    }

    void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    @Nullable Throwable failure() {
        return failure.get();
    }

    /** Runs the mail until the condition holds. A failure of the attempt is thrown. */
    void await(String what, Condition condition) throws Exception {
        awaitWhateverFails(what, () -> {
            throwFailure();
            return condition.holds();
        });
    }

    /** Runs the mail until the condition holds, also if the attempt has failed. */
    void awaitWhateverFails(String what, Condition condition) throws Exception {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("not within " + patience.toMillis() + " ms: " + what);
            }
            Runnable next = mail.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
    }

    /** Throws what the attempt failed with, if it did. */
    void throwFailure() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new AttemptFailure(cause);
        }
    }
}
