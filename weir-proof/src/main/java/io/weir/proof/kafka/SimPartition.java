package io.weir.proof.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition's log.
 *
 * <p>Threading: confined to the world.
 *
 * <p>Invariant K1: what readers of committed records see ends at the last stable offset, before the first record of a transaction that has no marker yet.
 */
final class SimPartition {

    private final TopicPartition name;
    private final List<SimEntry> log = new ArrayList<>();
    private long stableOffset;

    SimPartition(TopicPartition name) {
        this.name = name;
    }

    TopicPartition name() {
        return name;
    }

    long append(ProducerRecord<byte[], byte[]> record, long producerId, long timestamp, boolean transactional) {
        SimEntry.State state = transactional ? SimEntry.State.OPEN : SimEntry.State.COMMITTED;
        log.add(new SimEntry(record, producerId, timestamp, state));
        moveStable();
        return log.size() - 1L;
    }

    /** Writes the marker that ends a producer's transaction here. */
    void mark(long producerId, boolean commit) {
        for (int i = log.size() - 1; i >= stableOffset; i--) {
            SimEntry entry = log.get(i);
            if (entry.producerId == producerId && entry.state == SimEntry.State.OPEN) {
                entry.state = commit ? SimEntry.State.COMMITTED : SimEntry.State.ABORTED;
            }
        }
        log.add(new SimEntry(null, producerId, 0, SimEntry.State.COMMITTED));
        moveStable();
    }

    /** Returns the records of a producer's transaction that has no marker here yet. */
    List<ProducerRecord<byte[], byte[]>> openRecords(long producerId) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (SimEntry entry : log.subList((int) stableOffset, log.size())) {
            if (entry.record != null && entry.producerId == producerId && entry.state == SimEntry.State.OPEN) {
                records.add(entry.record);
            }
        }
        return records;
    }

    private void moveStable() {
        while (stableOffset < log.size() && log.get((int) stableOffset).state != SimEntry.State.OPEN) {
            stableOffset++;
        }
    }

    long endOffset() {
        return log.size();
    }

    /** Returns the first offset that readers of committed records do not see yet. */
    long stableOffset() {
        return stableOffset;
    }

    SimEntry entry(long offset) {
        return log.get((int) offset);
    }
}
