package io.weir.kafka;

import io.weir.error.WeirException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a job reads from when it has no checkpoint yet. With a checkpoint the job continues from there, whatever this says.
 *
 * <p>Threading: Immutable.
 */
public final class StartFrom {

    enum Kind {
        EARLIEST,
        LATEST,
        TIMESTAMP,
        OFFSETS
    }

    private final Kind kind;
    private final long timestampMillis;
    private final Map<TopicPartition, Long> offsets;

    private StartFrom(Kind kind, long timestampMillis, Map<TopicPartition, Long> offsets) {
        this.kind = kind;
        this.timestampMillis = timestampMillis;
        this.offsets = Map.copyOf(offsets);
    }

    /** The oldest record that the topic still has. The default. */
    public static StartFrom earliest() {
        return new StartFrom(Kind.EARLIEST, 0, Map.of());
    }

    /** Only records committed after the job's first start. */
    public static StartFrom latest() {
        return new StartFrom(Kind.LATEST, 0, Map.of());
    }

    /** The first record of each partition whose timestamp is not before {@code millis} since 1970-01-01T00:00Z; the end of the partition if there is none. */
    public static StartFrom timestamp(long millis) {
        if (millis < 0) {
            throw WeirException.user(
                    "kafka-start",
                    "a start timestamp of " + millis,
                    "Kafka's timestamps are milliseconds since 1970 and not negative",
                    "give a timestamp of 0 or more");
        }
        return new StartFrom(Kind.TIMESTAMP, millis, Map.of());
    }

    /** These offsets; a partition that is not among them is read from its beginning. */
    public static StartFrom offsets(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> copy = new HashMap<>(offsets);
        copy.forEach((partition, offset) -> {
            Objects.requireNonNull(offset, "offset");
            if (offset < 0) {
                throw WeirException.user(
                        "kafka-start",
                        "a start offset of " + offset + " for " + partition,
                        "offsets are not negative",
                        "give an offset of 0 or more");
            }
        });
        return new StartFrom(Kind.OFFSETS, 0, copy);
    }

    Kind kind() {
        return kind;
    }

    long timestampMillis() {
        return timestampMillis;
    }

    Map<TopicPartition, Long> offsets() {
        return offsets;
    }
}
