package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.JobId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writers find the committer of their attempt, and of nobody else's. */
class SealedByAttemptTest {

    private final TaskThread task = new TaskThread(new JobId("sealed", "0123456789abcdef"), "out", 0, 1, 1);
    private final SealedByAttempt attempts = new SealedByAttempt();

    @AfterEach
    void closeLanes() {
        task.close();
    }

    @Test
    void aWriterFindsItsAttemptsCommitterUntilThatIsClosed() {
        SealedTransactions opened = attempts.open(task);

        assertThat(attempts.of(task)).isSameAs(opened);
        assertThat(new SealedByAttempt().of(task)).as("of another sink object").isNull();
        opened.close();
        assertThat(attempts.of(task)).isNull();
    }

    @Test
    void whoClosesLateTakesNothingFromTheNext() {
        SealedTransactions before = attempts.open(task);
        SealedTransactions next = attempts.open(task);

        before.close();

        assertThat(attempts.of(task)).isSameAs(next);
        next.close();
    }
}
