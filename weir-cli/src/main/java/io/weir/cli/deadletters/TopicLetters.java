package io.weir.cli.deadletters;

import io.weir.error.WeirException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A Kafka topic with one dead letter in each record; only what is committed counts. Parts are partitions, positions are offsets. */
record TopicLetters(String topic, Clients clients) implements ReplayableLetters {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    @Override
    public Map<Integer, Long> read(Map<Integer, Long> from, Consumer<Letter> taker) {
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw WeirException.user(
                        "dead-letters-unreadable",
                        "the topic " + topic + " has no partitions",
                        "it does not exist",
                        "name the topic that the job writes its dead letters to");
            }
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                // What retention has deleted is gone.
                long begin = Objects.requireNonNull(begins.get(partition));
                consumer.seek(partition, Math.max(begin, from.getOrDefault(partition.partition(), 0L)));
            }
            while (!isAtEnd(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL_TIMEOUT)) {
                    if (each.offset() < Objects.requireNonNull(ends.get(new TopicPartition(topic, each.partition())))) {
                        taker.accept(letter(each));
                    }
                }
            }
            Map<Integer, Long> behind = new HashMap<>();
            ends.forEach((partition, end) ->
                    behind.put(partition.partition(), Math.max(end, from.getOrDefault(partition.partition(), 0L))));
            return behind;
        }
    }

    private Letter letter(ConsumerRecord<byte[], byte[]> each) {
        byte[] json = each.value() == null ? new byte[0] : each.value();
        return new Letter(
                each.partition(), each.offset(), LetterJson.read(json, place(each.partition(), each.offset())));
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public String name() {
        return "topic " + topic;
    }

    @Override
    public String place(int part, long position) {
        return part + ":" + position;
    }

    @Override
    public String memoryName() {
        return topic;
    }

    @Override
    public TopicPartition memoryOf(int part, String targetTopic) {
        return new TopicPartition(topic, part);
    }

    @Override
    public int partOf(TopicPartition memory, String targetTopic) {
        return memory.topic().equals(topic) ? memory.partition() : -1;
    }

    /** A log does not change before its end. */
    @Override
    public String fingerprint(int part, long position) {
        return "";
    }
}
