package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class CountClientsTest {

    @Test
    void kafkaKnowsEverySetting() {
        assertThat(ProducerConfig.configNames()).containsAll(CountClients.PRODUCER.keySet());
        assertThat(ConsumerConfig.configNames()).containsAll(CountClients.CONSUMER.keySet());
    }

    @Test
    void theVersionOfTheClientsIsKnown() {
        assertThat(CountClients.producerText()).matches("Kafka clients \\d+\\.\\d+\\.\\d+, producers .*");
    }
}
