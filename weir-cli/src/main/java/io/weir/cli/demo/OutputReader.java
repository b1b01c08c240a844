package io.weir.cli.demo;

import io.weir.error.WeirException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the whole committed output once more when the job is over, with a plain consumer.
 *
 * <p>Threading: Immutable.
 */
record OutputReader(DemoKafka kafka, String topic, int partitionCount) {

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

    /** Gives each committed record to {@code sink}, those of a partition in their order. */
    void readAll(Consumer<ResultLine> sink) {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.committedReader(topic, partitionCount)) {
            List<TopicPartition> partitions = DemoKafka.partitions(topic, partitionCount);
            // Of a consumer that reads what is committed, the end is in front of the first open transaction.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long movedNanos = System.nanoTime();
            while (!isAtEnd(consumer, ends)) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    sink.accept(ResultLine.of(record));
                }
                if (!records.isEmpty()) {
                    movedNanos = System.nanoTime();
                } else if (System.nanoTime() - movedNanos > STALL_TIMEOUT.toNanos()) {
                    throw WeirException.external(
                            "demo-reader",
                            "the output cannot be read to its end, topic=" + topic,
                            "nothing came for " + STALL_TIMEOUT.toSeconds() + " s, ends=" + ends,
                            "see whether the broker still runs, and run the demo again",
                            null);
                }
            }
        }
    }

    private static boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
