package io.weir.kafka;

import io.weir.source.SourceSplit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A partition of a topic, with the position that has been reached.
 *
 * <p>Threading: Immutable.
 *
 * @param topicId tells the topic from a later one of the same name
 * @param nextOffset the offset behind the last record that was emitted
 * @param leaderEpoch the epoch of that record's leader, by which the consumer notices a truncated log; {@link #NO_EPOCH} if not known
 * @param stoppingOffset where to stop reading, exclusive; {@link #NEVER} to read on
 */
public record KafkaSplit(
        String topic, Uuid topicId, int partition, long nextOffset, int leaderEpoch, long stoppingOffset)
        implements SourceSplit {

    /** The leader epoch is not known. */
    public static final int NO_EPOCH = -1;

    /** There is no stopping offset. */
    public static final long NEVER = Long.MAX_VALUE;

    @Override
    public String splitId() {
        return topic + "-" + partition;
    }

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    boolean atEnd() {
        return nextOffset >= stoppingOffset;
    }

    KafkaSplit at(long newNextOffset, int newLeaderEpoch) {
        return new KafkaSplit(topic, topicId, partition, newNextOffset, newLeaderEpoch, stoppingOffset);
    }
}
