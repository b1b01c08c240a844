package io.weir.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records between two barriers, on their way into a transaction. All of them are kept: they go into the checkpoint. Those that came before a producer was
 * free, or while too much was unacknowledged, wait here to be sent.
 *
 * <p>Threading: confined to the task until it is sealed, then to the lane that seals it.
 *
 * <p>Invariants:
 * <ul>
 *   <li>O1: the records up to {@code sentCount} have been sent, in order; none after.
 *   <li>O2: on the task, no more than the bound of bytes is unacknowledged when a record is sent.
 * </ul>
 */
final class OpenTransaction {

    /** The bound once the input is held back, as a share of the first one: the sink must not flutter. */
    private static final int RESUME_DIVISOR = 2;

    private final SendProgress progress;
    private final ArrayList<ProducerRecord<byte[], byte[]>> records;
    private @Nullable TransactionalProducer producer;
    private long inFlightBytesMax;
    private long sentBytes;
    private long addedBytes;
    private int sentCount;

    /**
     * @param expectedCount how many records there will be, as a guess
     */
    OpenTransaction(SendProgress progress, int expectedCount) {
        this.progress = progress;
        this.records = new ArrayList<>(expectedCount);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    int size() {
        return records.size();
    }

    boolean hasProducer() {
        return producer != null;
    }

    /** Gives the producer whose transaction this will be. */
    void use(TransactionalProducer newProducer, long newInFlightBytesMax) {
        producer = newProducer;
        inFlightBytesMax = newInFlightBytesMax;
    }

    /** Adds a record, and sends it if nothing hinders. */
    void add(ProducerRecord<byte[], byte[]> record) {
        records.add(record);
        addedBytes += SendProgress.sizeBytes(record.key(), record.value());
        sendBacklog();
    }

    /** Sends the records that wait, as far as the bound allows. Never blocks. */
    void sendBacklog() {
        TransactionalProducer to = producer;
        if (to == null) {
            return;
        }
        while (sentCount < records.size() && sentBytes - progress.acknowledgedBytes() < inFlightBytesMax) {
            sendNext(to);
        }
    }

    private void sendNext(TransactionalProducer to) {
        ProducerRecord<byte[], byte[]> record = records.get(sentCount);
        to.send(record, progress);
        sentCount++;
        sentBytes += SendProgress.sizeBytes(record.key(), record.value());
    }

    /** Returns how many bytes of records wait to be sent. */
    long waitingBytes() {
        return addedBytes - sentBytes;
    }

    /** Returns whether a further record could be sent at once. If not, and there is a producer, a wake-up follows when it can. */
    boolean ready() {
        if (producer == null) {
            return false;
        }
        sendBacklog();
        if (hasRoom()) {
            return true;
        }
        boolean already = progress.wakeUpAt(sentBytes - inFlightBytesMax / RESUME_DIVISOR);
        if (already) {
            sendBacklog();
        }
        return already && hasRoom();
    }

    private boolean hasRoom() {
        return sentCount == records.size() && sentBytes - progress.acknowledgedBytes() < inFlightBytesMax;
    }

    /** Lane: sends what waits, and returns when everything is acknowledged. Blocks. */
    void flush() {
        TransactionalProducer to = producerForSealing();
        while (sentCount < records.size()) {
            sendNext(to);
            if (sentBytes - progress.acknowledgedBytes() >= inFlightBytesMax) {
                to.flush();
            }
        }
        to.flush();
        progress.expectAcknowledged(sentCount);
    }

    /**
     * Lane: adds the ledger's entry, after {@link #flush}. Blocks.
     *
     * @return the transaction, which now lacks only its commit
     */
    SealedTransaction seal(Ledger ledger, ConsumerGroupMetadata group, ProducerPool pool, long checkpointId) {
        TransactionalProducer to = producerForSealing();
        to.sendLedgerEntry(ledger.entry(checkpointId, pool.attempt()), group);
        return new SealedTransaction(to, pool, checkpointId);
    }

    private TransactionalProducer producerForSealing() {
        TransactionalProducer to = producer;
        if (to == null) {
            throw new IllegalStateException("sealed before it had a producer");
        }
        return to;
    }

    /** Returns the id of the producer, which there must be. */
    String transactionalId() {
        if (producer == null) {
            throw new IllegalStateException("the transaction has no producer");
        }
        return producer.transactionalId();
    }

    /** Returns the records, which must not be changed any more. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Gives the transaction up. Returns the producer to close, if there is one. */
    @Nullable TransactionalProducer abandon() {
        progress.beQuiet();
        return producer;
    }
}
