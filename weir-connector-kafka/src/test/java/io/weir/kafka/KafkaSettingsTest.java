package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import io.weir.runtime.JobId;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings and formats, without a broker. */
class KafkaSettingsTest {

    record Order(String customer, long cents) {}

    private static final KafkaSource<String> SOURCE = KafkaSource.strings("orders");
    private static final KafkaSink<String> SINK = KafkaSink.strings("totals");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group.id",
                "enable.auto.commit",
                "auto.offset.reset",
                "isolation.level",
                "bootstrap.servers",
                "key.deserializer"
            })
    void theSourceOwnsWhatExactlyOnceRestsOn(String property) {
        assertThatThrownBy(() -> SOURCE.property(property, "secret-value"))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("property " + property + " cannot be set on a Kafka source")
                .hasMessageNotContaining("secret-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "enable.idempotence",
                "transactional.id",
                "transaction.timeout.ms",
                "transaction.two.phase.commit.enable",
                "partitioner.class",
                "max.in.flight.requests.per.connection"
            })
    void theSinkOwnsWhatExactlyOnceRestsOn(String property) {
        assertThatThrownBy(() -> SINK.property(property, "secret-value"))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("property " + property + " cannot be set on a Kafka sink")
                .hasMessageNotContaining("secret-value");
    }

    @Test
    void aPropertyThatKafkaDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> SINK.property("linger.mss", "secret-value"))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("no such property")
                .hasMessageNotContaining("secret-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä"})
    void aNameThatNoTopicCanHaveIsRefused(String topic) {
        assertThatThrownBy(() -> KafkaSink.strings(topic)).isInstanceOf(WeirException.class);
        assertThatThrownBy(() -> KafkaSource.strings(topic)).isInstanceOf(WeirException.class);
        assertThatThrownBy(() -> SOURCE.andTopics(topic)).isInstanceOf(WeirException.class);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> SINK.transactionsMax(1)).isInstanceOf(WeirException.class);
        assertThatThrownBy(() -> SINK.transactionTimeout(Duration.ofMillis(10))).isInstanceOf(WeirException.class);
        assertThatThrownBy(() -> SOURCE.discoveryInterval(Duration.ofSeconds(-1)))
                .isInstanceOf(WeirException.class);
        assertThatThrownBy(() -> StartFrom.timestamp(-1)).isInstanceOf(WeirException.class);
    }

    @Test
    void aNumberThatIsNoneIsRefusedWithoutShowingIt() {
        KafkaSink<String> sink = SINK.bootstrapServers("localhost:9092").property("batch.size", "many");
        CheckContext context = new CheckContext(new JobId("job", "0123456789abcdef"), "totals", 1, 1);
        assertThatThrownBy(() -> sink.check(context))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("batch.size")
                .hasMessageNotContaining("many");
    }

    @Test
    void theDeliveryOfRecordsEndsBeforeTheirTransactionDoes() {
        for (int seconds : List.of(1, 2, 10, 60, 600)) {
            SinkSettings<String> settings = new SinkSettings<>(
                    "totals",
                    Strings.encoder(),
                    ClientSettings.NONE.withBootstrapServers("localhost:9092"),
                    Duration.ofSeconds(seconds),
                    2);
            ProducerConfigs configs = new ProducerConfigs(settings, "sink totals");
            configs.create("id").close(Duration.ZERO);
            assertThat((int) configs.config("id").get("delivery.timeout.ms")).isLessThan(seconds * 1_000);
        }
    }

    @Test
    void jsonGoesThereAndBack() throws Exception {
        byte[] bytes = Json.encoder(Order.class).value(new Order("ann", 5));
        assertThat(bytes).asString().isEqualTo("{\"customer\":\"ann\",\"cents\":5}");
        assertThat(Json.decoder(Order.class).decode(record(bytes))).isEqualTo(new Order("ann", 5));
    }

    @Test
    void jsonWithoutAPrimitiveIsRefusedAndNotTakenForZero() throws Exception {
        assertThatThrownBy(() ->
                        Json.decoder(Order.class).decode(record(Cluster.bytes("{\"customer\":\"ann\",\"cent\":250}"))))
                .hasMessageContaining("cents");
        assertThat(Json.decoder(Order.class).decode(record(Cluster.bytes("{\"cents\":250,\"note\":\"x\"}"))))
                .as("references may be missing, and unknown names are passed over")
                .isEqualTo(new Order(null, 250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"customer\":\"ann\",\"cents\":\"x\"}", "null", ""})
    void whatIsNotJsonOfTheTypeIsRefused(String text) {
        assertThatThrownBy(() -> Json.decoder(Order.class).decode(record(Cluster.bytes(text))))
                .isInstanceOf(Exception.class);
    }

    @Test
    void tombstonesAndBytesThatAreNotUtf8AreRefused() throws Exception {
        assertThatThrownBy(() -> Json.decoder(Order.class).decode(record(null))).hasMessageContaining("tombstone");
        assertThatThrownBy(() -> Strings.decoder().decode(record(null))).hasMessageContaining("tombstone");
        assertThatThrownBy(() -> Strings.decoder().decode(record(new byte[] {(byte) 0xff})))
                .isInstanceOf(Exception.class);
        assertThat(Strings.decoder().decode(record(Cluster.bytes("\uFFFD")))).isEqualTo("\uFFFD");
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("orders", 0, 0, null, value);
    }
}
