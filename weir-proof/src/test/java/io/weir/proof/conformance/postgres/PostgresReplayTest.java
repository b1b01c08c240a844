package io.weir.proof.conformance.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.proof.conformance.Replay;
import io.weir.proof.conformance.postgres.Operation.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that did any of this would be told from the simulated one. */
class PostgresReplayTest {

    private static final String NOTHING = "rows [] numbers {}";
    private static final String ROW = "rows [1] numbers {}";

    private static boolean isAllowed(List<Operation> operations, String... outcomes) {
        return new Replay<>(operations, List.of(outcomes), SimulatedRun::new).isFound();
    }

    private static Operation of(Kind kind) {
        return new Operation(kind, 0, 0, 1);
    }

    @Test
    void nothingIsVisibleBeforeItsCommit() {
        assertThat(isAllowed(List.of(of(Kind.INSERT), of(Kind.READ)), "ok", ROW))
                .isFalse();
    }

    @Test
    void whatWasCutBeforeItsCommitNeverHappens() {
        assertThat(isAllowed(List.of(of(Kind.INSERT), of(Kind.CUT), of(Kind.READ)), "ok", "ok", ROW))
                .isFalse();
    }

    @Test
    void aCommitWithoutAnAnswerHappensAtOnceOrLaterOrNever() {
        List<Operation> operations =
                List.of(of(Kind.INSERT), of(Kind.COMMIT_AND_LEAVE), of(Kind.READ), of(Kind.SETTLE), of(Kind.READ));
        assertThat(isAllowed(operations, "ok", "ok", ROW, "ok", ROW)).isTrue();
        assertThat(isAllowed(operations, "ok", "ok", NOTHING, "ok", ROW)).isTrue();
        assertThat(isAllowed(operations, "ok", "ok", NOTHING, "ok", NOTHING)).isTrue();
        assertThat(isAllowed(operations, "ok", "ok", ROW, "ok", NOTHING)).isFalse();
    }

    @Test
    void aCommitWithoutAnAnswerMayHappenAfterMuchElse() {
        List<Operation> operations = new ArrayList<>(List.of(of(Kind.INSERT), of(Kind.COMMIT_AND_RESET)));
        List<String> outcomes = new ArrayList<>(List.of("ok", "ok"));
        for (int i = 0; i < 20; i++) {
            operations.add(of(Kind.READ));
            outcomes.add(NOTHING);
        }
        operations.add(of(Kind.READ));
        outcomes.add(ROW);
        assertThat(isAllowed(operations, outcomes.toArray(String[]::new))).isTrue();
    }
}
