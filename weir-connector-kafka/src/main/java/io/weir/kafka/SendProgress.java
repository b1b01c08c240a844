package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How far the broker has acknowledged the records of one transaction: the callback of each of them.
 *
 * <p>Threading: {@link #onCompletion} is called by the producer's own thread, for errors found early also by the sending one; the rest by the thread that
 * sends. Acknowledgements have one writer, so that counting needs no lock.
 */
final class SendProgress implements Callback {

    /** Added to the sizes of key and value for what else a record takes, so that many tiny records count too. */
    static final int RECORD_OVERHEAD_BYTES = 64;

    private static final long NO_WAKE_UP = Long.MAX_VALUE;

    private final StageContext context;
    private final String topic;
    private volatile @Nullable WeirException firstError;
    private volatile boolean quiet;
    private volatile long acknowledgedBytes;
    private volatile long wakeUpAtBytes = NO_WAKE_UP;

    /** Published by the write of {@link #acknowledgedBytes} that follows each change. */
    private long acknowledgedCount;

    SendProgress(StageContext context, String topic) {
        this.context = context;
        this.topic = topic;
    }

    static long sizeBytes(byte @Nullable [] key, byte @Nullable [] value) {
        return RECORD_OVERHEAD_BYTES + (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception != null) {
            onError(exception);
        } else if (metadata != null) {
            int keyBytes = Math.max(0, metadata.serializedKeySize());
            int valueBytes = Math.max(0, metadata.serializedValueSize());
            onAcknowledged((long) RECORD_OVERHEAD_BYTES + keyBytes + valueBytes);
        }
    }

    private void onAcknowledged(long recordBytes) {
        long bytes = acknowledgedBytes + recordBytes;
        acknowledgedCount++;
        acknowledgedBytes = bytes;
        if (bytes >= wakeUpAtBytes) {
            wakeUpAtBytes = NO_WAKE_UP;
            context.wakeUp();
        }
    }

    private void onError(Exception exception) {
        if (firstError != null) {
            return;
        }
        WeirException error = KafkaErrors.inWords("a record could not be written to topic " + topic, exception);
        firstError = error;
        if (!quiet) {
            context.fail(error);
        }
    }

    /** Returns how many bytes have been acknowledged, by {@link #sizeBytes}. */
    long acknowledgedBytes() {
        return acknowledgedBytes;
    }

    /**
     * Asks for a {@link StageContext#wakeUp} when this many bytes have been acknowledged.
     *
     * @return whether they have been already, in which case there may be none
     */
    boolean wakeUpAt(long bytes) {
        wakeUpAtBytes = bytes;
        return acknowledgedBytes >= bytes;
    }

    /** Throws unless {@code sentCount} records have been acknowledged. After a flush, which waits for every callback. */
    void expectAcknowledged(long sentCount) {
        WeirException error = firstError;
        if (error != null) {
            throw error;
        }
        long bytes = acknowledgedBytes;
        if (acknowledgedCount != sentCount) {
            throw WeirException.defect(
                    "a flush of topic " + topic + " returned before all records were acknowledged",
                    "sent=" + sentCount + ", acknowledged=" + acknowledgedCount + ", bytes=" + bytes);
        }
    }

    /** Says that an error shall no longer fail the attempt by itself: the transaction is being given up, or who sends asks for errors. */
    void beQuiet() {
        quiet = true;
    }
}
