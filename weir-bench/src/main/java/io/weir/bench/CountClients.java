package io.weir.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * How the Kafka clients of the loop and the peers are set up in W4 and W5 where Kafka leaves the choice: as Weir's source and sink set up theirs.
 *
 * <p>Threading: Immutable.
 */
public final class CountClients {

    /** For producers. With Kafka's own back-off, a transaction that begins while the one before is being ended waits 100 ms. */
    public static final Map<String, String> PRODUCER =
            Map.of("linger.ms", "5", "batch.size", "131072", "retry.backoff.ms", "10");

    /** For consumers. */
    public static final Map<String, String> CONSUMER = Map.of(
            "max.poll.records",
            "2000",
            "fetch.max.wait.ms",
            "100",
            "receive.buffer.bytes",
            "-1",
            "isolation.level",
            "read_committed");

    /** Longer than any run, and not longer than a broker allows. */
    public static final int TRANSACTION_TIMEOUT_MILLIS = 600_000;

    private CountClients() {}

    /** Returns the settings of producers in one line. */
    public static String producerText() {
        return "Kafka clients " + version() + ", producers linger.ms=" + PRODUCER.get("linger.ms") + " batch.size="
                + PRODUCER.get("batch.size") + " retry.backoff.ms=" + PRODUCER.get("retry.backoff.ms");
    }

    /** Returns the settings of consumers in one line. */
    public static String consumerText() {
        return "consumers max.poll.records=" + CONSUMER.get("max.poll.records") + " fetch.max.wait.ms="
                + CONSUMER.get("fetch.max.wait.ms") + " receive.buffer.bytes=" + CONSUMER.get("receive.buffer.bytes");
    }

    /** Returns the version of the Kafka clients in this JVM, which are not the same in all. */
    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = KafkaProducer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
