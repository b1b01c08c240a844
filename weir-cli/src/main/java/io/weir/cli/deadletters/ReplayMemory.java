package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Remembers how far the letters of a job's stage were replayed: by the offsets of a consumer group of its own, which are written in the same transactions as the replayed records.
 *
 * <p>Kafka forgets such offsets some days after the last replay ({@code offsets.retention.minutes}). A memory that is not there means first replay, or forgotten, and only a person knows which.
 *
 * <p>Threading: confined to the main thread.
 */
record ReplayMemory(ReplayableLetters letters, String job, String stage, String targetTopic) {

    /** Returns the group's name. No topic, file, job or stage has a slash in its name, so that no two memories share one. */
    String group() {
        return "weir.dead-letters." + letters.memoryName() + "/" + job + "/" + stage;
    }

    /** Returns what stands for these positions in the group. Those of all parts are written each time, so that none is forgotten before the others. */
    Map<TopicPartition, OffsetAndMetadata> entry(Map<Integer, Long> positions) {
        Map<TopicPartition, OffsetAndMetadata> entry = new HashMap<>();
        positions.forEach((part, position) -> entry.put(
                letters.memoryOf(part, targetTopic),
                new OffsetAndMetadata(position, letters.fingerprint(part, position))));
        return entry;
    }

    /**
     * Returns from where on to replay, once earlier replays can change nothing any more.
     *
     * @param first whether the person says that there was no replay before
     */
    Map<Integer, Long> read(Admin admin, boolean first) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> found = admin.listConsumerGroupOffsets(
                        group(), new ListConsumerGroupOffsetsOptions().requireStable(true))
                .partitionsToOffsetAndMetadata()
                .get();
        Map<Integer, Long> positions = new HashMap<>();
        found.forEach((partition, offset) -> {
            int part = letters.partOf(partition, targetTopic);
            if (part >= 0 && offset != null) {
                requireUnchanged(part, offset);
                positions.put(part, offset.offset());
            }
        });
        requireAgreement(positions.isEmpty(), first);
        return positions;
    }

    private String whose() {
        return "stage " + stage + " of job " + job;
    }

    private void requireUnchanged(int part, OffsetAndMetadata offset) {
        if (!letters.fingerprint(part, offset.offset()).equals(offset.metadata())) {
            throw WeirException.user(
                    "dead-letters-changed",
                    letters.name() + " is not what it was when its letters of " + whose() + " were replayed",
                    "its first " + offset.offset() + " lines are different",
                    "give a new file a new name; letters may only be appended to a file");
        }
    }

    private void requireAgreement(boolean none, boolean first) {
        if (none && !first) {
            throw WeirException.user(
                    "replay-memory-missing",
                    "it is not known whether letters of " + whose() + " in " + letters.name() + " were replayed before",
                    "the consumer group " + group()
                            + " has no offsets: this is the first replay, or Kafka has forgotten it (offsets.retention.minutes)",
                    "if this is the first replay, say so with --first");
        }
        if (!none && first) {
            throw WeirException.user(
                    "replay-memory-found",
                    "letters of " + whose() + " in " + letters.name() + " were replayed before",
                    "the consumer group " + group() + " says so",
                    "leave --first away: what was replayed is not replayed again");
        }
    }
}
