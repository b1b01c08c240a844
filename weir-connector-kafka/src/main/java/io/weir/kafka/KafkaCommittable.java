package io.weir.kafka;

import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A sealed Kafka transaction: its id, and the records that are in it, for writing them again if the broker gave the transaction up.
 *
 * <p>Threading: Immutable, but for the live transaction, which is thread-safe.
 */
public final class KafkaCommittable {

    private final String transactionalId;
    private final int subtask;
    private final long attempt;
    private final List<ProducerRecord<byte[], byte[]>> records;
    private final @Nullable SealedTransaction live;

    KafkaCommittable(
            String transactionalId,
            int subtask,
            long attempt,
            List<ProducerRecord<byte[], byte[]>> records,
            @Nullable SealedTransaction live) {
        this.transactionalId = transactionalId;
        this.subtask = subtask;
        this.attempt = attempt;
        this.records = records;
        this.live = live;
    }

    String transactionalId() {
        return transactionalId;
    }

    /** Returns the subtask that wrote the records, whose ledger says whether they are committed. */
    int subtask() {
        return subtask;
    }

    /** Returns the attempt of the job that wrote the records. */
    long attempt() {
        return attempt;
    }

    /** Returns the records as they were sent: each with its partition. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Returns the transaction itself, which exists only within the attempt that wrote it. */
    @Nullable SealedTransaction live() {
        return live;
    }

    /** Tells a person what to look for: how many records went to which partition, and between which timestamps. What is in them is not told. */
    String inWords() {
        Map<Integer, Integer> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(record.partition(), 1, Integer::sum));
        StringBuilder words = new StringBuilder();
        counts.forEach((partition, count) -> words.append(words.isEmpty() ? "" : ", ")
                .append(count)
                .append(" in partition ")
                .append(partition));
        LongSummaryStatistics times = records.stream()
                .map(ProducerRecord::timestamp)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .summaryStatistics();
        if (times.getCount() > 0) {
            words.append(", with timestamps from ")
                    .append(Instant.ofEpochMilli(times.getMin()))
                    .append(" to ")
                    .append(Instant.ofEpochMilli(times.getMax()));
        }
        return words.toString();
    }

    @Override
    public String toString() {
        return "transaction " + transactionalId + " of " + records.size() + " records";
    }
}
