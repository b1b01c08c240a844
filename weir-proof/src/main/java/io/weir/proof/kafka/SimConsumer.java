package io.weir.proof.kafka;

import io.weir.testkit.world.Reply;
import io.weir.testkit.world.SimProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A consumer of the simulated cluster with partitions assigned by hand, which reads committed records only.
 *
 * <p>Threading: confined to the world.
 */
public final class SimConsumer {

    private static final int POLL_RECORDS_MAX = 40;
    private static final long EMPTY_POLL_NANOS = 3_000_000;

    private final SimKafka kafka;
    private final SimProcess process;
    private final String group;
    private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();

    SimConsumer(SimKafka kafka, SimProcess process, Map<String, Object> config) {
        this.kafka = kafka;
        this.process = process;
        this.group = String.valueOf(config.get(ConsumerConfig.GROUP_ID_CONFIG));
    }

    public ConsumerGroupMetadata groupMetadata() {
        return new GroupMetadata(group);
    }

    public Set<TopicPartition> assignment() {
        return new LinkedHashSet<>(positions.keySet());
    }

    public void assign(Collection<TopicPartition> partitions) {
        positions.keySet().retainAll(partitions);
        partitions.forEach(partition -> positions.putIfAbsent(partition, 0L));
    }

    public void seek(TopicPartition partition, OffsetAndMetadata position) {
        positions.put(partition, position.offset());
    }

    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new LinkedHashMap<>();
        if (process.call("kafka.poll") == Reply.GIVEN && !kafka.isDown()) {
            for (TopicPartition partition : List.copyOf(positions.keySet())) {
                if (!kafka.entropy().oneIn(3)) {
                    fetch(partition, records, next);
                }
            }
        }
        if (next.isEmpty()) {
            process.sleep(EMPTY_POLL_NANOS);
        }
        process.point("kafka.poll");
        return new ConsumerRecords<>(records, next);
    }

    private void fetch(
            TopicPartition name,
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
            Map<TopicPartition, OffsetAndMetadata> next) {
        SimPartition partition = kafka.partition(name);
        long begin = positions.getOrDefault(name, 0L);
        long position = begin;
        int countMax = 1 + kafka.entropy().nextInt(POLL_RECORDS_MAX);
        List<ConsumerRecord<byte[], byte[]>> fetched = new ArrayList<>();
        while (position < partition.stableOffset() && fetched.size() < countMax) {
            SimEntry entry = partition.entry(position);
            ProducerRecord<byte[], byte[]> record = entry.record;
            if (record != null && entry.state == SimEntry.State.COMMITTED) {
                fetched.add(new ConsumerRecord<>(
                        name.topic(),
                        name.partition(),
                        position,
                        entry.timestamp,
                        TimestampType.CREATE_TIME,
                        record.key() == null ? -1 : record.key().length,
                        record.value() == null ? -1 : record.value().length,
                        record.key(),
                        record.value(),
                        new RecordHeaders(record.headers()),
                        Optional.of(1)));
            }
            position++;
        }
        if (position > begin) {
            if (!fetched.isEmpty()) {
                records.put(name, fetched);
            }
            next.put(name, new OffsetAndMetadata(position, Optional.of(1), ""));
            positions.put(name, position);
        }
    }

    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        partitions.forEach(partition -> offsets.put(partition, 0L));
        return offsets;
    }

    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        partitions.forEach(
                partition -> offsets.put(partition, kafka.partition(partition).stableOffset()));
        return offsets;
    }

    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        kafka.commitOffsets(group, kafka.log(offsets));
    }

    public void wakeup() {}

    public void close() {}

    public void close(CloseOptions options) {}

    /** Kafka's own has no constructor that is meant for others. */
    @SuppressWarnings("removal")
    private static final class GroupMetadata extends ConsumerGroupMetadata {
        GroupMetadata(String group) {
            super(group);
        }
    }
}
