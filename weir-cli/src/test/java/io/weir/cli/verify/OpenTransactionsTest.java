package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenTransactionsTest {

    private static final TopicPartition FIRST = new TopicPartition("out", 0);
    private static final TopicPartition SECOND = new TopicPartition("out", 1);

    @ParameterizedTest
    @EnumSource(names = {"ONGOING", "PREPARE_COMMIT", "PREPARE_ABORT", "PREPARE_EPOCH_FENCE"})
    void findsATransactionThatIsNotOver(TransactionState state) {
        assertThat(OpenTransactions.find(Map.of(FIRST, 5L), Map.of(FIRST, 5L), List.of(in(state))))
                .singleElement()
                .asString()
                .contains("weir.id");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETE_COMMIT", "COMPLETE_ABORT", "EMPTY"})
    void passesOverTransactionsThatAreOver(TransactionState state) {
        assertThat(OpenTransactions.find(Map.of(FIRST, 5L), Map.of(FIRST, 5L), List.of(in(state))))
                .isEmpty();
    }

    @Test
    void findsAPartitionWhoseReadersAreHeldBack() {
        assertThat(OpenTransactions.find(Map.of(FIRST, 5L, SECOND, 7L), Map.of(FIRST, 5L, SECOND, 9L), List.of()))
                .singleElement()
                .asString()
                .contains("offset 7 of out-1, which ends at 9");
    }

    private static TransactionListing in(TransactionState state) {
        return new TransactionListing("weir.id", 1, state);
    }
}
