package io.weir.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one consumer of a reader, with its blocking calls.
 *
 * <p>Threading: confined to the reader's lane, except {@link #stop}.
 */
final class PartitionConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionConsumer.class);

    /** How long a fetch waits for the first record. New splits wait for it to end. */
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    /** How long an error message may take to find out what the broker still has. */
    private static final Duration DIAGNOSIS_TIMEOUT = Duration.ofSeconds(5);

    /** How long closing waits for the last offsets shown to arrive; without a consumer group there is nothing to wait for. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final ConsumerConfigs configs;
    private final String stage;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean stopped;
    private Map<TopicPartition, OffsetAndMetadata> shown = Map.of();

    PartitionConsumer(SourceSettings<?> settings, String stage) {
        this.configs = new ConsumerConfigs(settings, stage);
        this.stage = stage;
    }

    /** Begins to fetch splits, each from its position. */
    void add(List<KafkaSplit> splits) {
        Consumer<byte[], byte[]> to = opened();
        List<TopicPartition> all = new ArrayList<>(to.assignment());
        splits.forEach(split -> all.add(split.topicPartition()));
        to.assign(all);
        for (KafkaSplit split : splits) {
            Optional<Integer> epoch =
                    split.leaderEpoch() == KafkaSplit.NO_EPOCH ? Optional.empty() : Optional.of(split.leaderEpoch());
            to.seek(split.topicPartition(), new OffsetAndMetadata(split.nextOffset(), epoch, ""));
        }
    }

    /** Stops fetching partitions that have been read to their end. */
    void remove(Set<TopicPartition> partitions) {
        Consumer<byte[], byte[]> from = opened();
        Set<TopicPartition> rest = new HashSet<>(from.assignment());
        rest.removeAll(partitions);
        from.assign(rest);
    }

    /** Stops fetching some partitions for now, and goes on with others. Those that were removed meanwhile are passed over. */
    void pauseOrResume(Set<TopicPartition> toPause, Set<TopicPartition> toResume) {
        Consumer<byte[], byte[]> of = opened();
        Set<TopicPartition> paused = new HashSet<>(toPause);
        paused.retainAll(of.assignment());
        of.pause(paused);
        Set<TopicPartition> resumed = new HashSet<>(toResume);
        resumed.retainAll(of.assignment());
        of.resume(resumed);
    }

    private Consumer<byte[], byte[]> opened() {
        Consumer<byte[], byte[]> existing = consumer;
        if (existing != null) {
            return existing;
        }
        Consumer<byte[], byte[]> created = configs.create();
        consumer = created;
        return created;
    }

    /** Returns what has been fetched, or waits a little for it. Empty if there is nothing. */
    ConsumerRecords<byte[], byte[]> poll() {
        Consumer<byte[], byte[]> from = opened();
        if (stopped || from.assignment().isEmpty()) {
            return ConsumerRecords.empty();
        }
        try {
            return from.poll(POLL_TIMEOUT);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } catch (LogTruncationException e) {
            Map.Entry<TopicPartition, Long> first =
                    e.offsetOutOfRangePartitions().entrySet().iterator().next();
            OffsetAndMetadata divergent = e.divergentOffsets().get(first.getKey());
            throw SourceErrors.truncated(
                    stage,
                    first.getKey(),
                    first.getValue(),
                    divergent == null
                            ? "the logs have nothing in common"
                            : "they agree up to offset " + divergent.offset());
        } catch (OffsetOutOfRangeException e) {
            Map.Entry<TopicPartition, Long> first =
                    e.offsetOutOfRangePartitions().entrySet().iterator().next();
            throw outOfRange(from, first.getKey(), first.getValue());
        } catch (KafkaException e) {
            throw KafkaErrors.inWords(stage + " could not read " + from.assignment(), e);
        }
    }

    private RuntimeException outOfRange(Consumer<byte[], byte[]> from, TopicPartition partition, long offset) {
        try {
            Long beginning =
                    from.beginningOffsets(Set.of(partition), DIAGNOSIS_TIMEOUT).get(partition);
            Long end = from.endOffsets(Set.of(partition), DIAGNOSIS_TIMEOUT).get(partition);
            return SourceErrors.outOfRange(
                    stage, partition, offset, beginning == null ? 0 : beginning, end == null ? 0 : end);
        } catch (KafkaException e) {
            return SourceErrors.truncated(stage, partition, offset, "what is left could not be found out: " + e);
        }
    }

    /**
     * Shows a position to those who watch the consumer group. Does not wait. What fails for a passing reason is tried again with the next poll, until a newer
     * position takes its place.
     */
    void show(Map<TopicPartition, OffsetAndMetadata> positions) {
        shown = positions;
        opened().commitAsync(positions, (offsets, exception) -> {
            if (exception instanceof RetriableCommitFailedException && positions.equals(shown) && !stopped) {
                show(positions);
            } else if (exception != null) {
                LOG.warn("{}: the offsets of its consumer group were not updated: {}", stage, exception.toString());
            }
        });
    }

    /** Any thread: makes a call that waits return, and later ones do nothing. */
    void stop() {
        stopped = true;
        Consumer<byte[], byte[]> waiting = consumer;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    void close() {
        Consumer<byte[], byte[]> last = consumer;
        if (last != null) {
            last.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
