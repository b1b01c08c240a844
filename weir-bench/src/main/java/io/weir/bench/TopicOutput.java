package io.weir.bench;

import io.weir.kafka.KafkaSink;
import io.weir.sink.Sink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of Kafka.
 *
 * <p>Threading: confined to one thread, but for the encoding.
 */
final class TopicOutput implements SinkOutput {

    private static final int VALUE_SIZE = 100;

    private final String bootstrapServers;
    private final String topic;
    private final KafkaTopics topics;

    private TopicOutput(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.topics = new KafkaTopics(bootstrapServers);
    }

    static TopicOutput create(String bootstrapServers, String topic) throws ExecutionException, InterruptedException {
        TopicOutput output = new TopicOutput(bootstrapServers, topic);
        output.topics.create(topic);
        return output;
    }

    /** Three longs as {@link Payload#count} reads them, and the text. */
    private static byte[] value(SinkRecord record) {
        ByteBuffer value = ByteBuffer.allocate(VALUE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        value.putLong(record.id()).putLong(record.customer()).putLong(record.cents());
        value.put(record.text().getBytes(StandardCharsets.ISO_8859_1));
        return value.array();
    }

    @Override
    public Sink<SinkRecord, ?> sink(SinkContender.Road road) {
        return KafkaSink.<SinkRecord>of(topic, TopicOutput::value).bootstrapServers(bootstrapServers);
    }

    /** With the settings of Weir's sink, but for the transactions. */
    @Override
    public void writeByHand(LongFunction<SinkRecord> input, long count) throws Exception {
        Future<RecordMetadata> last = null;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5, "batch.size", 128 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long id = 0; id < count; id++) {
                last = producer.send(new ProducerRecord<>(topic, value(input.apply(id))));
            }
            producer.flush();
            if (last != null) {
                last.get();
            }
        }
    }

    @Override
    public SinkTally tally() {
        SinkTally[] tally = {SinkTally.NONE};
        try (OutputReader reader = new OutputReader(bootstrapServers, topic)) {
            reader.readAll((record, seenNanos) -> tally[0] = tally[0].plus(record.key(), record.timestamp()));
        }
        return tally[0];
    }

    /** The topic goes with its broker. */
    @Override
    public void close() {
        topics.close();
    }
}
