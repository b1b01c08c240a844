package io.weir.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the user set on a {@link KafkaSink}.
 *
 * <p>Threading: Immutable.
 *
 * @param transactionTimeout after how long without a commit the broker gives a transaction up
 * @param transactionsMax how many producers, each with a transaction of its own, a subtask may rotate through
 */
record SinkSettings<T>(
        String topic,
        RecordEncoder<T> encoder,
        ClientSettings client,
        Duration transactionTimeout,
        int transactionsMax) {

    /** How long one question to the broker may take: longer than a change of coordinator, shorter than a person's patience. */
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(30);

    SinkSettings<T> withEncoder(RecordEncoder<T> newEncoder) {
        return new SinkSettings<>(topic, newEncoder, client, transactionTimeout, transactionsMax);
    }

    SinkSettings<T> withClient(ClientSettings newClient) {
        return new SinkSettings<>(topic, encoder, newClient, transactionTimeout, transactionsMax);
    }

    SinkSettings<T> withTransactionTimeout(Duration newTimeout) {
        return new SinkSettings<>(topic, encoder, client, newTimeout, transactionsMax);
    }

    SinkSettings<T> withTransactionsMax(int newMax) {
        return new SinkSettings<>(topic, encoder, client, transactionTimeout, newMax);
    }

    /** Makes an admin client that can fence this sink's producers. Does not connect. */
    Admin fencingAdmin(String stage) {
        // Fencing hands the request timeout to the broker as a transaction timeout, which must not be above the
        // broker's bound; ours was checked.
        Duration requestTimeout = transactionTimeout.compareTo(ADMIN_TIMEOUT) < 0 ? transactionTimeout : ADMIN_TIMEOUT;
        return client.admin(stage, ADMIN_TIMEOUT, requestTimeout);
    }
}
