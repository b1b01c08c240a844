package io.weir.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which transactions a person may roll back. */
class KafkaInspectionTest {

    @Test
    void anOngoingTransactionIsRolledBack() {
        assertThatCode(() -> KafkaInspection.requireOngoing("sink out", "id", TransactionState.ONGOING))
                .doesNotThrowAnyException();
    }

    @Test
    void aTransactionThatTheBrokerIsCommittingIsNotSaidToBeRolledBack() {
        assertThatThrownBy(() -> KafkaInspection.requireOngoing("sink out", "id", TransactionState.PREPARE_COMMIT))
                .hasMessageContaining("the broker has noted that it is committed")
                .hasMessageContaining("[transaction-decided]");
    }

    @ParameterizedTest
    @EnumSource(
            value = TransactionState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ONGOING", "PREPARE_COMMIT"})
    void whatHasEndedOrIsEndingOtherwiseCannotBeRolledBack(TransactionState state) {
        assertThatThrownBy(() -> KafkaInspection.requireOngoing("sink out", "id", state))
                .hasMessageContaining(state.toString())
                .hasMessageContaining("[no-such-transaction]");
    }

    @Test
    void whatTheBrokerDoesNotKnowCannotBeRolledBack() {
        assertThatThrownBy(() -> KafkaInspection.requireOngoing("sink out", "id", null))
                .hasMessageContaining("[no-such-transaction]");
    }
}
