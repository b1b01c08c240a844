package io.weir.bench;

import java.util.Map;

/**
 * How the peers' Kafka clients of W4 and W5 are set up where Kafka leaves the choice: as Weir's source and sink set up theirs.
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
        return "producers linger.ms=" + PRODUCER.get("linger.ms") + " batch.size=" + PRODUCER.get("batch.size")
                + " retry.backoff.ms=" + PRODUCER.get("retry.backoff.ms");
    }

    /** Returns the settings of consumers in one line. */
    public static String consumerText() {
        return "consumers max.poll.records=" + CONSUMER.get("max.poll.records") + " fetch.max.wait.ms="
                + CONSUMER.get("fetch.max.wait.ms") + " receive.buffer.bytes=" + CONSUMER.get("receive.buffer.bytes");
    }
}
