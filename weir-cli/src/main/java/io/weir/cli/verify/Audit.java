package io.weir.cli.verify;

import io.weir.error.WeirException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The check at the end, when the job has stopped: nothing is open, a late reader finds what it should, and both readers have seen the same.
 *
 * <p>Threading: confined to the main thread.
 */
final class Audit {

    /** The broker ends a transaction's last steps by itself, within moments. */
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(10);

    private static final long POLL_NANOS = 50_000_000;

    private final KafkaView kafka;
    private final Workload workload;
    private final int partitionCount;

    Audit(KafkaView kafka, Workload workload, int partitionCount) {
        this.kafka = kafka;
        this.workload = workload;
        this.partitionCount = partitionCount;
    }

    /** Checks, and closes the watcher. */
    Outcome of(Siege siege, Watcher watcher, long sentCount, long startNanos) {
        Map<TopicPartition, Long> inputEnds = kafka.ends(
                KafkaView.partitions(workload.inputTopics(), partitionCount), IsolationLevel.READ_UNCOMMITTED);
        requireInput(inputEnds, sentCount);
        List<TopicPartition> outputs = KafkaView.partitions(workload.outputTopics(), partitionCount);
        List<String> hanging = hanging(outputs);
        OutputCheck late = workload.check().get();
        ReaderHistory history = new ReaderHistory();
        long count = kafka.readAll(kafka.ends(outputs, IsolationLevel.READ_COMMITTED), record -> {
            late.accept(record);
            history.add(record);
        });
        late.complete(inputEnds);
        settle(() -> watcher.seenCount() >= count);
        watcher.close();
        watcher.check().complete(inputEnds);
        ReaderComparison comparison = new ReaderComparison(watcher.history(), history);
        return new Outcome(
                siege.tally(),
                sentCount,
                late.findings(),
                watcher.check().findings(),
                comparison.differenceCount(),
                comparison.examples(),
                hanging,
                Optional.empty(),
                System.nanoTime() - startNanos);
    }

    /** A transaction that nobody has ended is told at once: its timeout would hide it. One that the broker is ending gets the time for that. */
    private List<String> hanging(List<TopicPartition> outputs) {
        List<String> ongoing = OpenTransactions.ongoing(kafka.transactions());
        if (!ongoing.isEmpty()) {
            return ongoing;
        }
        long startNanos = System.nanoTime();
        while (true) {
            List<String> found = OpenTransactions.find(
                    kafka.ends(outputs, IsolationLevel.READ_COMMITTED),
                    kafka.ends(outputs, IsolationLevel.READ_UNCOMMITTED),
                    kafka.transactions());
            if (found.isEmpty() || System.nanoTime() - startNanos > SETTLE_TIMEOUT.toNanos()) {
                return found;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void settle(BooleanSupplier condition) {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - startNanos < SETTLE_TIMEOUT.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** What the job is judged by is what stands in the input topics; if that is not what was sent, the judge is at fault. */
    private static void requireInput(Map<TopicPartition, Long> inputEnds, long sentCount) {
        long standing = inputEnds.values().stream().mapToLong(Long::longValue).sum();
        if (standing != sentCount) {
            throw WeirException.external(
                    "verify-input",
                    "the input topics hold something else than what was sent to them",
                    "sent=" + sentCount + ", there=" + inputEnds,
                    "see the broker's log, which is kept with --keep; this says nothing of the job",
                    null);
        }
    }
}
