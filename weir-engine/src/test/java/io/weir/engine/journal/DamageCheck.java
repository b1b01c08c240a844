package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * Recovers from the damaged files of a {@link RichJournal}, and judges. Either there is an error that says which file
 * and why; or what is found is a checkpoint that was decided, exactly as it was, with nothing pending that is confirmed
 * by it and everything pending that is not confirmed at all. Neither takes much memory or time.
 *
 * <p>Threading: confined to one thread.
 */
final class DamageCheck {

    private static final long ALLOCATION_MAX = 16 << 20;
    private static final Duration PROCESSOR_TIME_MAX = Duration.ofSeconds(2);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RichJournal journal;
    private long caseCount;
    private long errorCount;

    DamageCheck(RichJournal journal) {
        this.journal = journal;
    }

    long caseCount() {
        return caseCount;
    }

    /** Returns how many of the cases ended with an error. */
    long errorCount() {
        return errorCount;
    }

    /**
     * Judges one case.
     *
     * @return the checkpoint that was found; -1 if there was an error
     */
    long found(String what, Map<String, byte[]> files) {
        caseCount++;
        RecoveredJob job = recover(what, files);
        if (job == null) {
            errorCount++;
            return -1;
        }
        JobModel actual = JobModel.of(job.checkpoint());
        JobModel expected = journal.history().get(actual.checkpointId());
        assertThat(expected)
                .as("%s: checkpoint %d was decided", what, actual.checkpointId())
                .isNotNull();
        assertThat(actual.withPending(expected.pending())).as(what).isEqualTo(expected);
        assertThat(expected.pending()).as(what).containsAll(actual.pending());
        assertThat(actual.pending()).as(what).containsAll(journal.pendingMin(actual.checkpointId()));
        return actual.checkpointId();
    }

    private static RecoveredJob recover(String what, Map<String, byte[]> files) {
        CrashingStore store = CrashingStore.holding(files, new Random(1));
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        try {
            return RichJournal.recover(store);
        } catch (WeirException e) {
            assertThat(e.code()).as(what).isEqualTo("corrupt-checkpoint");
            assertThat(e.kind()).as(what).isEqualTo(ErrorKind.USER);
            assertThat(e).as(what).hasMessageContaining("position=").hasMessageMatching("(?s).*file=\\S+-\\d{12}.*");
            return null;
        } finally {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                    .as(what)
                    .isLessThan(ALLOCATION_MAX);
            assertThat(THREADS.getCurrentThreadCpuTime() - nanos).as(what).isLessThan(PROCESSOR_TIME_MAX.toNanos());
        }
    }
}
