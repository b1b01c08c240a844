package io.weir.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * How far a split has been read.
 *
 * <p>Threading: confined to the task.
 */
final class SplitPosition {

    private KafkaSplit split;
    private long nextOffset;
    private int leaderEpoch;
    private boolean ended;

    SplitPosition(KafkaSplit split) {
        this.split = split;
        this.nextOffset = split.nextOffset();
        this.leaderEpoch = split.leaderEpoch();
        this.ended = split.atEnd();
    }

    String splitId() {
        return split.splitId();
    }

    long stoppingOffset() {
        return split.stoppingOffset();
    }

    /** Returns whether the split has been read to its end, the first time that this is so. */
    boolean endNow() {
        boolean first = !ended && nextOffset >= split.stoppingOffset();
        ended |= first;
        return first;
    }

    /** Moves behind a record. */
    void moveBehind(ConsumerRecord<byte[], byte[]> record) {
        nextOffset = record.offset() + 1;
        leaderEpoch = record.leaderEpoch().orElse(KafkaSplit.NO_EPOCH);
    }

    /** Moves to where the consumer is, over what is no record: markers of transactions, and records that were rolled back or compacted away. */
    void moveTo(OffsetAndMetadata position) {
        long offset = Math.min(position.offset(), split.stoppingOffset());
        if (offset > nextOffset) {
            nextOffset = offset;
            leaderEpoch = position.leaderEpoch().orElse(leaderEpoch);
        }
    }

    KafkaSplit snapshot() {
        if (split.nextOffset() != nextOffset || split.leaderEpoch() != leaderEpoch) {
            split = split.at(nextOffset, leaderEpoch);
        }
        return split;
    }
}
