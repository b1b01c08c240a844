package io.weir.proof.conformance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.proof.conformance.Replay;
import io.weir.proof.conformance.kafka.Operation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker that did any of this would be told from the simulated one. */
class KafkaReplayTest {

    private static final Operation OPEN = Operation.of(Kind.OPEN, 0);
    private static final Operation SEND = new Operation(Kind.SEND, 0, false, 0, 0, 0, 1);
    private static final Operation FLUSH = Operation.of(Kind.FLUSH, 0);
    private static final Operation COMMIT = Operation.of(Kind.COMMIT, 0);
    private static final Operation FENCE = Operation.of(Kind.FENCE, 0);
    private static final Operation VIEW = Operation.view(0, 0);

    private static boolean isAllowed(List<Operation> operations, String... outcomes) {
        return new Replay<>(operations, List.of(outcomes), SimulatedRun::new).isFound();
    }

    @Test
    void aCommitMayBeVisibleAtOnceOrLater() {
        List<Operation> operations = List.of(OPEN, SEND, COMMIT, VIEW, VIEW);
        assertThat(isAllowed(operations, "ok", "ok", "[ok]", "[v1] before 2", "[v1] before 2"))
                .isTrue();
        assertThat(isAllowed(operations, "ok", "ok", "[ok]", "[] before 0", "[v1] before 2"))
                .isTrue();
        assertThat(isAllowed(operations, "ok", "ok", "[ok]", "[v1] before 2", "[] before 0"))
                .isFalse();
    }

    @Test
    void nothingIsVisibleBeforeItsCommit() {
        assertThat(isAllowed(List.of(OPEN, SEND, FLUSH, VIEW), "ok", "ok", "[ok]", "[v1] before 1"))
                .isFalse();
    }

    @Test
    void aFencedProducerDoesNotCommit() {
        assertThat(isAllowed(List.of(OPEN, SEND, FLUSH, FENCE, COMMIT), "ok", "ok", "[ok]", "ok", "[ok]"))
                .isFalse();
    }
}
