package io.weir.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.OutsideTransaction;
import io.weir.sink.SinkInspection;
import io.weir.sink.SinkWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemorySinkTest {

    private final MemoryStore<String> store = new MemoryStore<>();
    private final MemorySink<String> sink = MemorySink.to(store);

    /** An attempt of a job with two writers. */
    private final class Attempt {

        final Committer<MemoryTransaction> committer;
        final SinkWriter<String, MemoryTransaction> writer;
        final SinkWriter<String, MemoryTransaction> other;

        Attempt(long number) throws Exception {
            committer = sink.createCommitter(new FakeContext(number, 0, 2));
            writer = sink.createWriter(new FakeContext(number, 0, 2));
            other = sink.createWriter(new FakeContext(number, 1, 2));
        }

        Attempt recover(long restoredCheckpointId, MemoryTransaction... pending) throws Exception {
            List<CommitRequest<MemoryTransaction>> requests = List.of(pending).stream()
                    .map(transaction -> request(transaction))
                    .toList();
            committer.recover(restoredCheckpointId, requests);
            return this;
        }

        MemoryTransaction sealed(long checkpointId, String... values) {
            for (String value : values) {
                writer.write(value, 1);
            }
            return FakePreCommit.completed(writer, checkpointId).get(0);
        }

        CommitOutcome commit(MemoryTransaction transaction) throws Exception {
            return committer.commit(request(transaction));
        }

        private CommitRequest<MemoryTransaction> request(MemoryTransaction transaction) {
            return new CommitRequest<>(transaction.checkpointId(), transaction.subtask(), transaction, true);
        }
    }

    @Test
    void showsOnlyWhatIsCommitted() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction first = attempt.sealed(1, "a", "b");
        attempt.writer.write("c", 1);
        assertThat(store.committed()).isEmpty();
        assertThat(store.sealedCount()).isEqualTo(1);
        assertThat(store.openCount()).isEqualTo(1);

        assertThat(attempt.commit(first)).isEqualTo(CommitOutcome.COMMITTED);

        assertThat(store.committed()).containsExactly("a", "b");
        assertThat(store.committedRecords().get(0)).isEqualTo(new CommittedRecord<>("a", 1, first));
        assertThat(store.sealedCount()).isZero();
    }

    @Test
    void handsOverNothingIfNothingWasWritten() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);

        assertThat(FakePreCommit.completed(attempt.writer, 1)).isEmpty();
    }

    @Test
    void commitsOnceHoweverOftenItIsAsked() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction transaction = attempt.sealed(1, "a");

        attempt.commit(transaction);

        assertThat(attempt.commit(transaction)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        assertThat(store.committed()).containsExactly("a");
    }

    @Test
    void recoveryKeepsWhatTheCheckpointListsAndAbortsTheRest() throws Exception {
        Attempt old = new Attempt(1).recover(0);
        MemoryTransaction listed = old.sealed(1, "listed");
        old.sealed(2, "undecided");
        old.other.write("open", 1);

        Attempt next = new Attempt(2).recover(1, listed);

        assertThat(store.openCount()).isZero();
        assertThat(store.sealedCount()).isEqualTo(1);
        next.commit(listed);
        assertThat(store.committed()).containsExactly("listed");
    }

    @Test
    void recoveryLeavesOtherJobsAlone() throws Exception {
        store.open("other", 1, 0);
        store.seal(new MemoryTransaction("other", 1, 0, 1), List.of(new MemoryWriter.Written<>("theirs", 1)));
        store.open("other", 1, 1);

        new Attempt(5).recover(0);

        assertThat(store.openCount()).isEqualTo(1);
        assertThat(store.sealedCount()).isEqualTo(1);
    }

    @Test
    void anOlderAttemptCanNeitherSealNorCommitNorRecover() throws Exception {
        Attempt zombie = new Attempt(1).recover(0);
        MemoryTransaction listed = zombie.sealed(1, "listed");
        zombie.writer.write("late", 1);
        new Attempt(2).recover(1, listed);

        assertThat(FakePreCommit.failed(zombie.writer, 2)).hasMessageContaining("[fenced]");
        assertThatThrownBy(() -> zombie.commit(listed)).hasMessageContaining("[fenced]");
        assertThatThrownBy(() -> zombie.recover(0)).hasMessageContaining("[fenced]");
        assertThatThrownBy(() -> zombie.other.write("x", 1)).hasMessageContaining("[fenced]");
        assertThat(store.committed()).isEmpty();
    }

    @Test
    void refusesAJobThatGoesOnFromBeforeItsOutput() throws Exception {
        Attempt old = new Attempt(1).recover(0);
        old.commit(old.sealed(7, "a"));

        assertThatThrownBy(() -> new Attempt(2).recover(6))
                .hasMessageContaining("checkpoint=7")
                .hasMessageContaining("[checkpoint-lost]");
    }

    @Test
    void isInDoubtAboutATransactionThatItDoesNotKnow() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);

        assertThat(attempt.commit(new MemoryTransaction("job", 1, 0, 1)).status())
                .isEqualTo(CommitOutcome.Status.IN_DOUBT);
    }

    @Test
    void refusesCommitsOutOfOrder() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction first = attempt.sealed(1, "a");
        attempt.commit(attempt.sealed(2, "b"));

        assertThatThrownBy(() -> attempt.commit(first))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DEFECT))
                .hasMessageContaining("I8");
    }

    @Test
    void closingAWriterGivesUpWhatIsOpenAndKeepsWhatIsSealed() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction sealed = attempt.sealed(1, "a");
        attempt.writer.write("b", 1);

        attempt.writer.close();
        attempt.writer.close();

        assertThat(store.openCount()).isZero();
        assertThat(attempt.commit(sealed)).isEqualTo(CommitOutcome.COMMITTED);
    }

    @Test
    void failsPreCommitsOnRequest() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        store.failPreCommits(1);
        attempt.writer.write("a", 1);

        assertThat(FakePreCommit.failed(attempt.writer, 1)).hasMessageContaining("a test asked for it");
        assertThat(store.sealedCount()).isZero();
        assertThat(FakePreCommit.completed(attempt.writer, 2)).hasSize(1);
    }

    @Test
    void failsCommitsOnRequest() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction transaction = attempt.sealed(1, "a");
        store.failCommits(2);

        assertThat(attempt.commit(transaction).status()).isEqualTo(CommitOutcome.Status.RETRY_LATER);
        assertThat(attempt.commit(transaction).status()).isEqualTo(CommitOutcome.Status.RETRY_LATER);
        assertThat(store.committed()).isEmpty();
        assertThat(attempt.commit(transaction)).isEqualTo(CommitOutcome.COMMITTED);
    }

    @Test
    void losesRepliesOnRequestAndKnowsTheAnswerInRecovery() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction transaction = attempt.sealed(1, "a");
        store.loseCommitReplies(1);

        assertThatThrownBy(() -> attempt.commit(transaction)).isInstanceOf(IOException.class);

        Attempt next = new Attempt(2).recover(1, transaction);
        assertThat(next.commit(transaction)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        assertThat(store.committed()).containsExactly("a");
    }

    @Test
    void holdsCommitsUntilTheyAreReleased() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction transaction = attempt.sealed(1, "a");
        store.holdCommits();
        CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
        Thread committing = new Thread(() -> {
            try {
                outcome.complete(attempt.commit(transaction));
            } catch (Exception e) {
                outcome.completeExceptionally(e);
            }
        });
        committing.start();

        assertThat(store.awaitCommitted(1, Duration.ofMillis(50))).isFalse();
        store.releaseCommits();

        assertThat(store.awaitCommitted(1, Duration.ofSeconds(60))).isTrue();
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(CommitOutcome.COMMITTED);
    }

    @Test
    void aHeldCommitAnswersAnInterrupt() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction transaction = attempt.sealed(1, "a");
        store.holdCommits();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> attempt.commit(transaction)).isInstanceOf(InterruptedException.class);
        assertThat(store.committed()).isEmpty();
    }

    @Test
    void keepsTransactionsInCheckpoints() {
        MemoryTransaction transaction = new MemoryTransaction("job-1/sink", 2, 3, 4);
        ByteWriter out = new ByteWriter();
        sink.committableSerde().write(transaction, out);

        assertThat(sink.committableSerde().read(new ByteReader(out.toByteArray())))
                .isEqualTo(transaction);
    }

    @Test
    void inspectionShowsWhatOneJobHasOpenAndWhatIsCommitted() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        MemoryTransaction first = attempt.sealed(1, "a");
        attempt.commit(first);
        MemoryTransaction second = attempt.sealed(2, "b");
        attempt.other.write("c", 1);

        try (SinkInspection<MemoryTransaction> inspection = inspect()) {
            assertThat(inspection.open()).extracting(OutsideTransaction::state).containsExactly("open", "sealed");
            assertThat(inspection.transactionOf(second))
                    .contains(inspection.open().get(1).id());
            assertThat(status(inspection, first)).isEqualTo(CommitEvidence.Status.COMMITTED);
            assertThat(status(inspection, second)).isEqualTo(CommitEvidence.Status.NOT_COMMITTED);
            store.forgetSealed();
            assertThat(status(inspection, second)).isEqualTo(CommitEvidence.Status.IN_DOUBT);
        }
        try (SinkInspection<MemoryTransaction> ofAnother =
                sink.inspect(new JobId("another", "0123456789abcdef"), "sink")) {
            assertThat(ofAnother.open()).isEmpty();
        }
    }

    @Test
    void abortOfAnOrphanRollsBackThatOneAndNoOther() throws Exception {
        Attempt attempt = new Attempt(1).recover(0);
        attempt.sealed(1, "a");
        attempt.other.write("c", 1);
        try (SinkInspection<MemoryTransaction> inspection = inspect()) {
            String open = inspection.open().get(0).id();
            inspection.abort(open);
            inspection.abort(open);
            assertThat(inspection.open()).extracting(OutsideTransaction::state).containsExactly("sealed");
            assertThatThrownBy(() -> inspection.abort("somebody-elses")).hasMessageContaining("not-this-jobs");
        }
        assertThat(store.openCount()).isZero();
        assertThat(store.sealedCount()).isEqualTo(1);
    }

    private SinkInspection<MemoryTransaction> inspect() {
        FakeContext context = new FakeContext(1, 0, 2);
        return sink.inspect(context.jobId(), context.stageName());
    }

    private static CommitEvidence.Status status(
            SinkInspection<MemoryTransaction> inspection, MemoryTransaction transaction) throws Exception {
        return inspection
                .evidence(new CommitRequest<>(transaction.checkpointId(), transaction.subtask(), transaction, true))
                .status();
    }
}
