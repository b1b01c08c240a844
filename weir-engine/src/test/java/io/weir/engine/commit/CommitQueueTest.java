package io.weir.engine.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** I4 and I8 at the committers' queue: every commit gets its definite answer, in the order of checkpoints. */
class CommitQueueTest {

    private static final CommitSettings SETTINGS = new CommitSettings(3, 10, 25);

    private final List<String> effects = new ArrayList<>();
    private final CommitQueue queue = new CommitQueue("totals", SETTINGS, new CommitQueue.Actions() {
        @Override
        public void commit(String sink, List<CommitRequest<Object>> requests) {
            effects.add("commit "
                    + requests.stream().map(CommitRequest::committable).toList());
        }

        @Override
        public void confirmed(String sink, long checkpointId) {
            effects.add("confirmed " + checkpointId);
        }

        @Override
        public void fail(Throwable cause) {
            effects.add("fail: " + cause.getMessage());
        }
    });

    @Test
    void i8CommitsNothingOfTheNextCheckpointBeforeAllOfTheLast() {
        queue.add(1, requests(1, "a", "b"));
        queue.add(2, requests(2, "c"));
        assertThat(effects).containsExactly("commit [a, b]");

        queue.answered(2, CommitOutcome.COMMITTED, 0);
        assertThat(effects).containsExactly("commit [a, b]", "confirmed 1", "commit [c]");
    }

    @Test
    void i4ACommitThatFailsTwiceIsTriedAgainWithBackOffAndThenConfirmed() {
        queue.add(1, requests(1, "a", "b"));
        queue.answered(1, CommitOutcome.retryLater("busy"), 100);
        queue.tick(109);
        assertThat(effects).containsExactly("commit [a, b]");
        queue.tick(110);
        assertThat(effects).endsWith("commit [b]");

        queue.answered(0, CommitOutcome.retryLater("busy"), 200);
        assertThat(queue.nextTickNanos()).isEqualTo(220);
        queue.tick(220);
        queue.answered(1, CommitOutcome.ALREADY_COMMITTED, 221);
        assertThat(effects).containsExactly("commit [a, b]", "commit [b]", "commit [b]", "confirmed 1");
    }

    @Test
    void i4GivesUpAfterTheLastRetryAndLeavesTheRestToRecovery() {
        queue.add(1, requests(1, "a"));
        for (int i = 0; i < 3; i++) {
            queue.answered(0, CommitOutcome.retryLater("busy"), i * 100L);
            queue.tick(i * 100L + 25);
        }
        queue.answered(0, CommitOutcome.retryLater("still busy"), 400);
        assertThat(effects.get(effects.size() - 1))
                .contains("fail")
                .contains("totals")
                .contains("checkpoint 1")
                .contains("still busy");
    }

    @Test
    void i10AnOutcomeInDoubtFailsTheAttemptAndIsNotTakenForANo() {
        queue.add(1, requests(1, "a"));
        queue.answered(0, CommitOutcome.inDoubt("the reply was lost"), 0);
        assertThat(effects.get(1)).contains("fail").contains("is not known").contains("the reply was lost");
        queue.tick(1_000_000);
        assertThat(effects).hasSize(2);
    }

    @Test
    void aCheckpointWithoutOutputIsConfirmedInItsTurn() {
        queue.add(1, requests(1, "a"));
        queue.add(2, List.of());
        queue.add(3, requests(3, "c"));
        assertThat(effects).containsExactly("commit [a]");
        queue.answered(1, CommitOutcome.COMMITTED, 0);
        assertThat(effects).containsExactly("commit [a]", "confirmed 1", "confirmed 2", "commit [c]");
    }

    private static List<CommitRequest<Object>> requests(long checkpointId, Object... committables) {
        List<CommitRequest<Object>> requests = new ArrayList<>();
        for (Object committable : committables) {
            requests.add(new CommitRequest<>(checkpointId, 0, committable, false));
        }
        return requests;
    }
}
