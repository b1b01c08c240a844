package io.weir.kafka;

import io.weir.error.WeirException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** The ways in which the records behind a position can be gone. Each stops the job: going on would lose or repeat records in silence. */
final class SourceErrors {

    private static final String START_AFRESH =
            "or start the job with a new checkpoint directory, which gives up the positions in this one";

    private SourceErrors() {}

    static WeirException outOfRange(
            String stage, TopicPartition partition, long offset, long beginningOffset, long endOffset) {
        boolean deleted = offset < beginningOffset;
        return WeirException.user(
                "kafka-position-lost",
                stage + " cannot continue reading topic=" + partition.topic() + ", partition=" + partition.partition()
                        + ", offset=" + offset,
                deleted
                        ? "the broker has deleted the records from there up to offset " + beginningOffset
                                + ", by its retention or by request"
                        : "the partition ends at offset " + endOffset
                                + ", so records that were read have been lost by the broker",
                deleted
                        ? "let the topic keep records for longer than the job may be down (retention.ms), and restore them if you can, "
                                + START_AFRESH
                        : "see the broker's log for a lost disk or an unclean leader election, " + START_AFRESH);
    }

    static WeirException truncated(String stage, TopicPartition partition, long offset, String detail) {
        return WeirException.user(
                "kafka-position-lost",
                stage + " cannot continue reading topic=" + partition.topic() + ", partition=" + partition.partition()
                        + ", offset=" + offset,
                "the broker has cut the partition back, so records that were read have been lost or replaced (" + detail
                        + ")",
                "see the broker's log for a lost disk or an unclean leader election, " + START_AFRESH);
    }

    static WeirException topicAdded(String stage, String topic) {
        return WeirException.user(
                "kafka-topic-added",
                stage + " is bounded, and topic " + topic + " was not among its topics at its first start",
                "what a bounded source reads is fixed then, so the topic would be left out in silence",
                "read it in a source of its own, " + START_AFRESH);
    }

    static WeirException boundednessChanged(String stage, boolean bounded) {
        return WeirException.user(
                "kafka-boundedness",
                stage + " was " + (bounded ? "unbounded" : "bounded") + " at its first start, and is now "
                        + (bounded ? "bounded" : "unbounded"),
                "where its partitions end was fixed then",
                "undo the change, " + START_AFRESH);
    }

    static WeirException topicDeleted(String stage, KafkaSplit split) {
        return WeirException.user(
                "kafka-topic-deleted",
                stage + " cannot continue reading topic=" + split.topic() + ", partition=" + split.partition()
                        + ", offset=" + split.nextOffset(),
                "the topic does not exist any more",
                "restore it, " + START_AFRESH);
    }

    static WeirException topicRecreated(String stage, KafkaSplit split, Uuid actual) {
        return WeirException.user(
                "kafka-topic-recreated",
                stage + " cannot continue reading topic=" + split.topic() + ", partition=" + split.partition()
                        + ", offset=" + split.nextOffset(),
                "the topic was deleted and made again, so that offset means another record now (topic id expected="
                        + split.topicId() + ", actual=" + actual + ")",
                "give the new topic another name, " + START_AFRESH);
    }

    static WeirException partitionLost(String stage, KafkaSplit split, int partitionCount) {
        return WeirException.user(
                "kafka-partition-lost",
                stage + " cannot continue reading topic=" + split.topic() + ", partition=" + split.partition()
                        + ", offset=" + split.nextOffset(),
                "the topic has only " + partitionCount + " partitions",
                "restore the topic, " + START_AFRESH);
    }
}
