package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.commit.Verdicts;
import io.weir.engine.job.Settlement.Verdict;
import io.weir.engine.journal.Intervention;
import io.weir.engine.journal.Intervention.Act;
import io.weir.engine.port.ProtocolObserver;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of pending output at a start, above all of output in doubt. */
class SinkRecoveryTest {

    private static final String GENERATION = "0123456789abcdef";

    /** What the sinks were told to write, in order. */
    private final List<String> calls = new ArrayList<>();

    /** What is kept beside the checkpoints. */
    private final List<Intervention> noted = new ArrayList<>();

    private final FakeCommitter first = new FakeCommitter("first");
    private final FakeCommitter second = new FakeCommitter("second");

    @Test
    void aSettlementOfOneSubtaskLeavesItsNeighbourInDoubt() {
        first.doubts("7/0", "7/1");
        for (Verdict verdict : Verdict.values()) {
            assertThatThrownBy(() -> recover(new Settlement("first", 7, 0, verdict)))
                    .hasMessageContaining("\"first\", checkpoint 7, subtask 1")
                    .hasMessageNotContainingAny("subtask 0")
                    .hasMessageContaining("[in-doubt]");
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void eachSubtaskGetsItsOwnVerdict() throws Exception {
        first.doubts("7/0", "7/1");
        recover(new Settlement("first", 7, 0, Verdict.COMMITTED), new Settlement("first", 7, 1, Verdict.NOT_COMMITTED));
        assertThat(calls)
                .containsExactly("settled first 7/0", "spent first 7/1", "again first 7/1", "commit second 7/2");
    }

    @Test
    void allThatIsInDoubtAtAnySinkIsNamedBeforeAnythingIsWritten() {
        first.doubts("7/1");
        second.doubts("7/2");
        assertThatThrownBy(this::recover)
                .hasMessageContaining(
                        "(1) sink \"first\", checkpoint 7, subtask 1; (2) sink \"second\", checkpoint 7, subtask 2")
                .hasMessageContaining("(1) look for first 7/1; (2) look for second 7/2");
        assertThat(calls).isEmpty();
    }

    @Test
    void aSinkThatFindsOutOnlyInItsCommitIsInDoubtForEachSubtaskByItself() throws Exception {
        first.doubts("7/0", "7/1");
        first.saysSoOnlyInCommit = true;
        Settlement settlement = new Settlement("first", 7, 0, Verdict.COMMITTED);
        assertThatThrownBy(() -> recover(settlement)).hasMessageContaining("checkpoint 7, subtask 1");
        assertThat(calls).isEmpty();

        recover(settlement, new Settlement("first", 7, 1, Verdict.NOT_COMMITTED));
        assertThat(calls).containsExactly("spent first 7/1", "again first 7/1", "commit second 7/2");
    }

    @Test
    void whatTheSinkKnowsIsNotOverruledByASettlement() throws Exception {
        recover(new Settlement("first", 7, 0, Verdict.COMMITTED), new Settlement("first", 7, 1, Verdict.NOT_COMMITTED));
        assertThat(calls).containsExactly("commit first 7/0", "commit first 7/1", "commit second 7/2");
    }

    @Test
    void verdictsThatContradictTheOrderOfCommitsAreRefused() {
        first.pending = List.of(request(7, 0), request(8, 0));
        first.doubts("7/0", "8/0");
        assertThatThrownBy(() -> recover(
                        new Settlement("first", 7, 0, Verdict.NOT_COMMITTED),
                        new Settlement("first", 8, 0, Verdict.COMMITTED)))
                .hasMessageContaining("checkpoint 8 is committed and checkpoint 7 is not")
                .hasMessageContaining("[contradictory-settlements]");
        assertThat(calls).isEmpty();
    }

    @Test
    void aStoredVerdictOfNotCommittedIsSpentBeforeItIsUsedAndOneOfCommittedIsNot() throws Exception {
        first.doubts("7/0", "7/1");
        recover(Verdicts.of(
                GENERATION, List.of(stored(Act.FOUND_COMMITTED, 7, 0), stored(Act.FOUND_NOT_COMMITTED, 7, 1))));
        assertThat(calls)
                .containsExactly("settled first 7/0", "spent first 7/1", "again first 7/1", "commit second 7/2");
    }

    @Test
    void aVerdictThatWasSpentLeavesTheOutputInDoubtUntilAPersonHasLookedAgain() throws Exception {
        first.doubts("7/0");
        List<Intervention> done = new ArrayList<>(List.of(
                stored(Act.FOUND_NOT_COMMITTED, 7, 0),
                Intervention.spent(GENERATION, "first", request(7, 0), "attempt 3", 2_000)));
        assertThatThrownBy(() -> recover(Verdicts.of(GENERATION, done)))
                .hasMessageContaining("attempt 3 at 1970-01-01T00:00:02Z began to write it")
                .hasMessageContaining("[in-doubt]");
        assertThat(calls).isEmpty();

        done.add(stored(Act.FOUND_COMMITTED, 7, 0));
        recover(Verdicts.of(GENERATION, done));
        assertThat(calls).containsExactly("settled first 7/0", "commit first 7/1", "commit second 7/2");
    }

    @Test
    void whatTheProgramFoundNotCommittedIsWrittenByOneStartAndNotAgainByTheRestartThatFollows() throws Exception {
        first.doubts("7/0");
        first.failsAfterWriting = true;
        Settlement settlement = new Settlement("first", 7, 0, Verdict.NOT_COMMITTED);
        assertThatThrownBy(() -> recover(settlement)).hasMessage("the connection is gone");
        assertThat(calls).containsExactly("spent first 7/0", "again first 7/0");

        for (int restart = 0; restart < 2; restart++) {
            calls.clear();
            assertThatThrownBy(() -> recover(settlement))
                    .hasMessageContaining("attempt 1 at 1970-01-01T00:00:02Z began to write it")
                    .hasMessageContaining("[in-doubt]");
            assertThat(calls).isEmpty();
        }

        noted.add(stored(Act.FOUND_COMMITTED, 7, 0));
        recover(settlement);
        assertThat(calls).containsExactly("settled first 7/0", "commit first 7/1", "commit second 7/2");
    }

    @Test
    void afterAFailedWriteAProgramIsBelievedThatTheOutputIsThere() throws Exception {
        first.doubts("7/0");
        noted.add(Intervention.spent(GENERATION, "first", request(7, 0), "attempt 1", 2_000));
        recover(new Settlement("first", 7, 0, Verdict.COMMITTED));
        assertThat(calls).containsExactly("settled first 7/0", "commit first 7/1", "commit second 7/2");
    }

    @Test
    void aPersonWhoLooksAgainAfterAFailedWriteGetsOneMoreWriteNoMatterWhatTheProgramSays() throws Exception {
        first.doubts("7/0");
        noted.add(Intervention.spent(GENERATION, "first", request(7, 0), "attempt 1", 2_000));
        noted.add(stored(Act.FOUND_NOT_COMMITTED, 7, 0));
        Settlement settlement = new Settlement("first", 7, 0, Verdict.NOT_COMMITTED);
        recover(settlement);
        assertThat(calls)
                .containsExactly("spent first 7/0", "again first 7/0", "commit first 7/1", "commit second 7/2");
        assertThatThrownBy(() -> recover(settlement)).hasMessageContaining("[in-doubt]");
    }

    @Test
    void whatWasSaidLastOfAnOutputCountsAndWhatWasSaidOfAnotherJobDoesNot() throws Exception {
        first.doubts("7/0");
        recover(Verdicts.of(
                GENERATION, List.of(stored(Act.FOUND_NOT_COMMITTED, 7, 0), stored(Act.FOUND_COMMITTED, 7, 0))));
        assertThat(calls).contains("settled first 7/0");

        assertThatThrownBy(() -> recover(Verdicts.of("fedcba9876543210", List.of(stored(Act.FOUND_COMMITTED, 7, 0)))))
                .hasMessageContaining("[in-doubt]");
    }

    @Test
    void aProgramAndACommandThatContradictEachOtherAreRefused() {
        first.doubts("7/0");
        Verdicts verdicts = Verdicts.of(GENERATION, List.of(stored(Act.FOUND_COMMITTED, 7, 0)));
        new Settlement("first", 7, 0, Verdict.NOT_COMMITTED).addTo(verdicts);
        assertThatThrownBy(() -> recover(verdicts))
                .hasMessageContaining("committed, by ada at 1970-01-01T00:00:01Z, because: seen")
                .hasMessageContaining("[contradictory-settlements]");
        assertThat(calls).isEmpty();
    }

    private static Intervention stored(Act act, long checkpointId, int subtask) {
        return new Intervention(act, GENERATION, "first", checkpointId, subtask, "", "ada", 1_000, "seen");
    }

    /** As each attempt does: with what is noted beside the checkpoints, and then what the program says. */
    private void recover(Settlement... settlements) throws Exception {
        Verdicts verdicts = Verdicts.of(GENERATION, noted);
        Arrays.asList(settlements).forEach(each -> each.addTo(verdicts));
        recover(verdicts);
    }

    private void recover(Verdicts verdicts) throws Exception {
        SinkRecovery recovery = new SinkRecovery(
                verdicts,
                (sink, request) -> {
                    calls.add("spent " + sink + " " + id(request));
                    noted.add(Intervention.spent(GENERATION, sink, request, "attempt 1", 2_000));
                },
                ProtocolObserver.NONE);
        recovery.recover("first", first, 7, first.pending);
        second.pending = List.of(request(7, 2));
        recovery.recover("second", second, 7, second.pending);
        recovery.commit();
    }

    private static CommitRequest<Object> request(long checkpointId, int subtask) {
        return new CommitRequest<>(checkpointId, subtask, "output", true);
    }

    private static String id(CommitRequest<?> request) {
        return request.checkpointId() + "/" + request.subtask();
    }

    /** Commits what is not in doubt. */
    private final class FakeCommitter implements Committer<Object> {

        private final String name;
        private final List<String> doubts = new ArrayList<>();
        private List<CommitRequest<Object>> pending = List.of(request(7, 0), request(7, 1));
        private boolean saysSoOnlyInCommit;
        private boolean failsAfterWriting;

        private FakeCommitter(String name) {
            this.name = name;
        }

        private void doubts(String... requests) {
            doubts.addAll(Arrays.asList(requests));
        }

        @Override
        public void recover(long restoredCheckpointId, List<CommitRequest<Object>> newPending) {}

        @Override
        public Optional<String> doubt(CommitRequest<Object> request) {
            return saysSoOnlyInCommit || !doubts.contains(id(request))
                    ? Optional.empty()
                    : Optional.of("look for " + name + " " + id(request));
        }

        @Override
        public void settled(List<CommitRequest<Object>> committed) {
            committed.forEach(request -> calls.add("settled " + name + " " + id(request)));
        }

        @Override
        public CommitOutcome commit(CommitRequest<Object> request) {
            if (doubts.contains(id(request))) {
                return CommitOutcome.inDoubt("look for " + name + " " + id(request));
            }
            calls.add("commit " + name + " " + id(request));
            return CommitOutcome.COMMITTED;
        }

        @Override
        public CommitOutcome commitAgain(CommitRequest<Object> request) {
            calls.add("again " + name + " " + id(request));
            if (failsAfterWriting) {
                throw new IllegalStateException("the connection is gone");
            }
            return CommitOutcome.COMMITTED;
        }

        @Override
        public void close() {}
    }
}
