package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.KafkaBroker;
import io.weir.broker.KafkaBrokerOptions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** On a real broker, with a plain producer that leaves a transaction open. */
class OpenTransactionsIT {

    @Test
    void findsTheTransactionAndThePartitionThatItHoldsUpUntilItIsOver() {
        try (KafkaBroker broker = KafkaBroker.start(KafkaBrokerOptions.defaults())) {
            KafkaView kafka = new KafkaView(broker.bootstrapServers());
            kafka.createTopics(List.of("out"), 2);
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "left-open");
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                var unused = producer.send(new ProducerRecord<>("out", 1, new byte[0], new byte[0]));
                producer.flush();

                List<String> found = find(kafka);
                assertThat(found).hasSize(2);
                assertThat(found.get(0)).contains("transaction left-open is Ongoing");
                assertThat(found.get(1)).contains("offset 0 of out-1, which ends at 1");

                producer.abortTransaction();
                while (!find(kafka).isEmpty()) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static List<String> find(KafkaView kafka) {
        List<TopicPartition> partitions = KafkaView.partitions(List.of("out"), 2);
        return OpenTransactions.find(
                kafka.ends(partitions, IsolationLevel.READ_COMMITTED),
                kafka.ends(partitions, IsolationLevel.READ_UNCOMMITTED),
                kafka.transactions());
    }
}
