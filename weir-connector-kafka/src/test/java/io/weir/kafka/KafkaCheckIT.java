package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.runtime.CheckContext;
import io.weir.runtime.Finding;
import io.weir.runtime.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a start refuses, and what it says. */
class KafkaCheckIT {

    private static final CheckContext EVERY_100_MILLIS =
            new CheckContext(new JobId("job", "0123456789abcdef"), "totals", 2, 100_000_000);

    private static Cluster cluster;

    @BeforeAll
    static void startBroker() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stopBroker() {
        cluster.close();
    }

    private static KafkaSink<String> sinkTo(String topic) {
        return KafkaSink.strings(topic).bootstrapServers(cluster.servers());
    }

    @Test
    void whatIsRightIsAccepted() {
        String topic = cluster.topic(1);
        assertThatCode(() -> sinkTo(topic).check(EVERY_100_MILLIS)).doesNotThrowAnyException();
        assertThatCode(() -> KafkaSource.strings(topic)
                        .bootstrapServers(cluster.servers())
                        .check(EVERY_100_MILLIS))
                .doesNotThrowAnyException();
    }

    @Test
    void aTopicThatDoesNotExistIsNamed() {
        assertRefused(
                () -> sinkTo("nowhere").check(EVERY_100_MILLIS),
                "kafka-topic-missing",
                "sink totals cannot use topic nowhere",
                "create the topic");
        assertRefused(
                () -> KafkaSource.strings("nowhere")
                        .bootstrapServers(cluster.servers())
                        .check(EVERY_100_MILLIS),
                "kafka-topic-missing",
                "source totals cannot use topic nowhere");
    }

    @Test
    void aBrokerThatIsDownIsNamedWithinSecondsAndWithoutAStackTrace() {
        long beganNanos = System.nanoTime();
        Throwable refused = catchThrowable(() ->
                KafkaSink.strings("totals").bootstrapServers("127.0.0.1:1").check(EVERY_100_MILLIS));
        assertThat(refused)
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("no broker at 127.0.0.1:1 answered within 10 s")
                .hasNoCause();
        assertThat(((WeirException) refused).kind()).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void addressesThatCannotBeAreRefused() {
        assertRefused(
                () -> KafkaSink.strings("totals").check(EVERY_100_MILLIS),
                "kafka-bootstrap-missing",
                "bootstrapServers(..) was not called");
        assertRefused(
                () -> KafkaSource.strings("orders").bootstrapServers("no port").check(EVERY_100_MILLIS),
                "kafka-client-refused",
                "no port");
    }

    @Test
    void aTransactionTimeoutThatTheBrokerDoesNotAllowIsRefused() {
        String topic = cluster.topic(1);
        assertRefused(
                () -> sinkTo(topic).transactionTimeout(Duration.ofHours(1)).check(EVERY_100_MILLIS),
                "kafka-transaction-timeout",
                "3600000 ms",
                "at most 900000 ms");
    }

    @Test
    void aTransactionTimeoutShorterThanTwoIntervalsIsRefused() {
        String topic = cluster.topic(1);
        CheckContext everyMinute = new CheckContext(EVERY_100_MILLIS.jobId(), "totals", 1, 60_000_000_000L);
        assertRefused(
                () -> sinkTo(topic).check(everyMinute),
                "kafka-transaction-timeout",
                "checkpoint interval is 60000 ms",
                "more than two intervals");
    }

    @Test
    void aTopicThatCanNeverHaveEnoughReplicasIsRefused() throws Exception {
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic("too-strict", 1, (short) 1).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
        assertRefused(
                () -> sinkTo("too-strict").check(EVERY_100_MILLIS),
                "kafka-min-insync",
                "min.insync.replicas is 2 and its replication factor 1");
    }

    @Test
    void recordsLargerThanTheTopicTakesAreRefusedBeforeTheyAreSent() {
        String topic = cluster.topic(1);
        assertRefused(
                () -> sinkTo(topic).property("max.request.size", "9000000").check(EVERY_100_MILLIS),
                "kafka-record-too-large",
                "9000000 bytes",
                "max.message.bytes");
    }

    @Test
    void propertiesThatKafkaRefusesAreNamedWithoutTheirValues() {
        String topic = cluster.topic(1);
        assertThat(catchThrowable(() -> sinkTo(topic)
                        .property("security.protocol", "SASL_PLAINTEXT")
                        .property("sasl.mechanism", "PLAIN")
                        .property("sasl.jaas.config", "hunter2-is-no-jaas-config")
                        .check(EVERY_100_MILLIS)))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("kafka-client-refused")
                .hasMessageContaining("sasl.jaas.config")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void aClusterWithTransactionsOfTheFirstProtocolIsRefused() throws Exception {
        String topic = cluster.topic(1);
        transactionVersion(1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        try {
            assertRefused(
                    () -> sinkTo(topic).check(EVERY_100_MILLIS),
                    "kafka-transaction-version",
                    "transaction.version is 1",
                    "kafka-features.sh");
        } finally {
            transactionVersion(2, FeatureUpdate.UpgradeType.UPGRADE);
        }
    }

    @Test
    void allThatIsWrongIsFoundAtOnceAndWhatIsRightIsTold() throws Exception {
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic("all-wrong", 1, (short) 1).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
        List<Finding> findings = new ArrayList<>();
        sinkTo("all-wrong")
                .transactionTimeout(Duration.ofHours(1))
                .property("max.request.size", "9000000")
                .check(new CheckContext(EVERY_100_MILLIS.jobId(), "totals", 1, 3_600_000_000_000L, findings::add));
        assertThat(codes(findings, Finding.Level.PROBLEM))
                .containsExactly(
                        "kafka-transaction-timeout",
                        "kafka-transaction-timeout",
                        "kafka-min-insync",
                        "kafka-record-too-large");
        assertThat(codes(findings, Finding.Level.WARNING)).containsExactly("kafka-replication");
        assertThat(findings)
                .filteredOn(each -> each.level() == Finding.Level.OK)
                .extracting(Finding::what)
                .anyMatch(what -> what.contains("answer, cluster"))
                .anyMatch(what -> what.equals("transactions are of version 2"))
                .anyMatch(what -> what.contains("kept for 10080 minutes"));
    }

    @Test
    void aTopicThatIsMissingHidesNothingElseThatIsWrong() throws Exception {
        List<Finding> findings = new ArrayList<>();
        sinkTo("nowhere-either")
                .transactionTimeout(Duration.ofHours(1))
                .check(new CheckContext(EVERY_100_MILLIS.jobId(), "totals", 1, 1, findings::add));
        assertThat(codes(findings, Finding.Level.PROBLEM))
                .containsExactly("kafka-topic-missing", "kafka-transaction-timeout");
    }

    private static List<String> codes(List<Finding> findings, Finding.Level level) {
        return findings.stream()
                .filter(each -> each.level() == level)
                .map(Finding::code)
                .toList();
    }

    private static void transactionVersion(int level, FeatureUpdate.UpgradeType type) throws Exception {
        cluster.admin()
                .updateFeatures(
                        Map.of("transaction.version", new FeatureUpdate((short) level, type)),
                        new UpdateFeaturesOptions())
                .all()
                .get();
        Cluster.awaitTrue(
                "transaction.version is " + level,
                () -> cluster.admin()
                                .describeFeatures()
                                .featureMetadata()
                                .get()
                                .finalizedFeatures()
                                .get("transaction.version")
                                .maxVersionLevel()
                        == level);
    }

    private static void assertRefused(ThrowingCallable call, String code, String... words) {
        Throwable refused = catchThrowable(call);
        assertThat(refused).isInstanceOf(WeirException.class).hasMessageContainingAll(words);
        assertThat(((WeirException) refused).code()).isEqualTo(code);
        assertThat(((WeirException) refused).kind()).isEqualTo(ErrorKind.USER);
    }
}
