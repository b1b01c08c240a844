package io.weir.kafka;

import java.time.Duration;

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
}
