package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.runtime.JobId;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SealedTransactionsTest {

    private final TaskThread task = new TaskThread(new JobId("sealed", "0123456789abcdef"), "out", 0, 1, 1);

    @AfterEach
    void closeLanes() {
        task.close();
    }

    @Test
    void aWriterFindsItsAttemptsCommitterUntilThatIsClosed() {
        SealedTransactions opened = SealedTransactions.open(task);

        assertThat(SealedTransactions.of(task)).isSameAs(opened);
        opened.close();
        assertThat(SealedTransactions.of(task)).isNull();
    }

    @Test
    void whoClosesLateTakesNothingFromTheNext() {
        SealedTransactions before = SealedTransactions.open(task);
        SealedTransactions next = SealedTransactions.open(task);

        before.close();

        assertThat(SealedTransactions.of(task)).isSameAs(next);
        next.close();
    }

    /** A simulated process that is killed closes nothing; with it goes a whole simulated world. */
    @Test
    @Timeout(60)
    void oneThatIsNeverClosedIsForgottenWithItsCommitter() {
        WeakReference<SealedTransactions> forgotten = new WeakReference<>(SealedTransactions.open(task));

        while (!forgotten.refersTo(null)) {
            System.gc();
        }

        assertThat(SealedTransactions.of(task)).isNull();
    }
}
