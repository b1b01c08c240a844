package io.weir.kafka;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets to show to those who watch the source's consumer group: those of the latest committed checkpoint, once a second. For monitoring only.
 *
 * <p>Threading: confined to the task.
 */
final class GroupOffsets {

    private record Remembered(long checkpointId, List<KafkaSplit> splits) {}

    /** More checkpoints than are ever uncommitted at once; those beyond are forgotten, the oldest first. */
    private static final int REMEMBERED_MAX = 64;

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ArrayDeque<Remembered> remembered = new ArrayDeque<>();
    private List<KafkaSplit> latest = List.of();
    private long lastShownNanos;
    private boolean shown;

    void remember(long checkpointId, List<KafkaSplit> splits) {
        if (remembered.size() == REMEMBERED_MAX) {
            remembered.removeFirst();
        }
        remembered.addLast(new Remembered(checkpointId, splits));
    }

    /** Takes note that a checkpoint is committed. Returns whether it is time to show its offsets. */
    boolean due(long checkpointId, long nowNanos) {
        while (!remembered.isEmpty() && remembered.getFirst().checkpointId() <= checkpointId) {
            latest = remembered.removeFirst().splits();
        }
        if (latest.isEmpty() || (shown && nowNanos - lastShownNanos < INTERVAL_NANOS)) {
            return false;
        }
        shown = true;
        lastShownNanos = nowNanos;
        return true;
    }

    /** Returns the offsets to show; empty if they have been shown already. */
    Map<TopicPartition, OffsetAndMetadata> takeLatest() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (KafkaSplit split : latest) {
            offsets.put(split.topicPartition(), new OffsetAndMetadata(split.nextOffset()));
        }
        latest = List.of();
        return offsets;
    }
}
