package io.weir.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Workloads W4 and W5 by hand: one thread that polls, counts, sends, and commits a transaction with the offsets at the interval. Its counts are not saved, so
 * it could not go on after a crash: it is the limit of what such a program can do.
 *
 * <p>Threading: confined to one thread.
 */
final class CountLoop implements AutoCloseable {

    private final String outputTopic;
    private final Duration interval;
    private final List<TopicPartition> partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final LongSums counts;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private boolean transactionOpen;
    private long dueNanos;

    CountLoop(CountSettings settings) {
        outputTopic = settings.outputTopic();
        interval = settings.interval();
        partitions = KafkaTopics.partitions(settings.inputTopic());
        counts = LongSums.unsaved(settings.keys());
        consumer = new KafkaConsumer<>(
                consumerConfig(settings.bootstrapServers()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                producerConfig(settings.bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        consumer.assign(partitions);
    }

    /** Runs until it has read what is in the input when it is called. */
    void runToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        run(() -> KafkaTopics.isBehind(consumer, ends));
    }

    void run(BooleanSupplier more) {
        dueNanos = System.nanoTime() + interval.toNanos();
        while (more.getAsBoolean()) {
            long waitNanos = transactionOpen ? dueNanos - System.nanoTime() : interval.toNanos();
            process(consumer.poll(Duration.ofNanos(Math.max(0, waitNanos))));
            if (transactionOpen && System.nanoTime() - dueNanos >= 0) {
                commit();
            }
        }
        if (transactionOpen) {
            commit();
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    private Map<String, Object> consumerConfig(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>(CountClients.CONSUMER);
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", "loop-" + outputTopic);
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "earliest");
        return config;
    }

    private Map<String, Object> producerConfig(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>(CountClients.PRODUCER);
        config.put("bootstrap.servers", bootstrapServers);
        config.put("transactional.id", "loop-" + outputTopic);
        return config;
    }

    private void process(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        if (!transactionOpen) {
            producer.beginTransaction();
            transactionOpen = true;
            dueNanos = Math.max(dueNanos, System.nanoTime());
        }
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
            for (ConsumerRecord<byte[], byte[]> input : ofPartition) {
                Event event = Payload.event(input);
                Event count = new Event(event.key(), counts.add(event.key(), event.value()), event.timestamp());
                // What fails makes the commit fail.
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(outputTopic, Payload.key(count), Payload.value(count)));
            }
            offsets.put(
                    partition,
                    new OffsetAndMetadata(
                            ofPartition.get(ofPartition.size() - 1).offset() + 1));
        }
    }

    private void commit() {
        producer.sendOffsetsToTransaction(new HashMap<>(offsets), consumer.groupMetadata());
        producer.commitTransaction();
        transactionOpen = false;
        dueNanos = nextDue(System.nanoTime());
    }

    /** Returns the next multiple of the interval, or now if it has passed. */
    private long nextDue(long nowNanos) {
        return Math.max(nowNanos, dueNanos + interval.toNanos());
    }
}
