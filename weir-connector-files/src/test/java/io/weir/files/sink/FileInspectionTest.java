package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.runtime.JobId;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitRequest;
import io.weir.sink.OutsideTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of a job's pending files, and that nothing else is touched. */
class FileInspectionTest {

    @TempDir
    Path directory;

    @Test
    void nothingIsThereBeforeTheFirstStart() {
        assertThat(inspection().open()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatAnAttemptHasPendingIsShownUnderTheNameThatItsCommittableHas() throws Exception {
        Attempt attempt = Attempt.first(files());
        attempt.write("line");
        CommitRequest<FileCommittable> request = attempt.seal(1);

        List<OutsideTransaction> open = inspection().open();

        assertThat(open).singleElement().satisfies(each -> {
            assertThat(each.subtask()).isZero();
            assertThat(each.state()).isEqualTo("pending");
            assertThat(each.detail()).contains("of attempt 1, files=1, bytes=5");
        });
        assertThat(inspection().transactionOf(request.committable()))
                .contains(open.get(0).id());
    }

    @Test
    void theLedgerTellsWhatIsCommittedBeforeItIsPublished() throws Exception {
        Attempt attempt = Attempt.first(files());
        attempt.write("line");
        CommitRequest<FileCommittable> request = attempt.seal(1);
        CommitEvidence before = inspection().evidence(request);
        attempt.commit(request);

        assertThat(before.status()).isEqualTo(CommitEvidence.Status.NOT_COMMITTED);
        assertThat(before.reason()).contains("nothing committed of subtask 0").contains("whole");
        assertThat(inspection().evidence(request).status()).isEqualTo(CommitEvidence.Status.COMMITTED);
        assertThat(PlainReader.files(directory)).isEmpty();
        // It is committed: nobody may roll it back.
        assertThat(inspection().open()).isEmpty();
        inspection().abort(transactionOf(request));
        assertThat(PlainReader.pendingCount(directory)).isOne();
    }

    @Test
    void outputWhosePendingFileIsGoneIsInDoubt() throws Exception {
        Attempt attempt = Attempt.first(files());
        attempt.write("line");
        CommitRequest<FileCommittable> request = attempt.seal(1);
        Files.delete(pending().get(0));

        CommitEvidence evidence = inspection().evidence(request);

        assertThat(evidence.status()).isEqualTo(CommitEvidence.Status.IN_DOUBT);
        assertThat(evidence.reason()).contains("is gone");
    }

    @Test
    void anOrphanIsRolledBackAndTheNextStartGoesOn() throws Exception {
        Attempt attempt = Attempt.first(files());
        attempt.write("committed");
        CommitRequest<FileCommittable> request = attempt.seal(1);
        attempt.commit(request);
        Attempt second = Attempt.after(files(), 2, 1, List.of());
        second.write("orphan");
        second.seal(2);
        String orphan = inspection().open().get(0).id();

        inspection().abort(orphan);
        inspection().abort(orphan);

        assertThat(inspection().open()).isEmpty();
        assertThat(PlainReader.pendingCount(directory)).isZero();
        Attempt.after(files(), 3, 1, List.of());
        assertThat(PlainReader.lines(directory)).containsExactly("committed");
    }

    @Test
    void whatAnAttemptHasTakenOverAndNotSettledIsShownOnce() throws Exception {
        Attempt first = Attempt.first(files());
        first.write("decided");
        CommitRequest<FileCommittable> request = first.seal(1);
        Attempt.after(files(), 2, 1, List.of(request));

        assertThat(inspection().open()).extracting(OutsideTransaction::id).containsExactly(transactionOf(request));
        assertThat(inspection().evidence(request).status()).isEqualTo(CommitEvidence.Status.NOT_COMMITTED);
        assertThat(Attempt.after(files(), 3, 1, List.of(request)).commitAgain(request))
                .hasToString("COMMITTED");
        assertThat(PlainReader.lines(directory)).containsExactly("decided");
    }

    /** A start that cannot commit yet, because something is in doubt, has removed what nobody will ask for. */
    @Test
    void orphansAreRemovedWhileOtherOutputWaits() throws Exception {
        Attempt first = Attempt.first(files().rollSize(1));
        first.write("decided");
        CommitRequest<FileCommittable> request = first.seal(1);
        first.write("orphan");
        first.seal(2);
        assertThat(pending()).hasSize(2);

        Attempt.after(files(), 2, 1, List.of(request));

        assertThat(pending())
                .singleElement()
                .satisfies(file -> assertThat(Files.readString(file)).isEqualTo("decided\n"));
    }

    @Test
    void whatIsNotThisSinksOfThisJobIsNeitherShownNorRemoved() throws Exception {
        Attempt attempt = Attempt.first(files());
        attempt.write("line");
        CommitRequest<FileCommittable> request = attempt.seal(1);
        String own = transactionOf(request);
        FileInspection otherSink = inspection(Attempt.JOB, "other");
        FileInspection otherGeneration = inspection(new JobId("job", "ffffffffffffffff"), "out");

        for (FileInspection other : List.of(otherSink, otherGeneration)) {
            assertThat(other.open()).isEmpty();
            assertThatThrownBy(() -> other.abort(own)).hasMessageContaining("[not-this-jobs]");
        }
        assertThat(pending()).hasSize(1);
        Path foreign = Files.writeString(pending().get(0).resolveSibling("notes.part"), "mine");
        inspection().abort(own);
        assertThat(pending()).containsExactly(foreign);
    }

    @Test
    void aStartRemovesNothingOfAnotherSink() throws Exception {
        Attempt attempt = Attempt.first(files());
        attempt.write("line");
        attempt.seal(1);

        files().createCommitter(new OtherSink(2)).recover(0, List.of());

        assertThat(inspection().open()).hasSize(1);
        assertThat(pending()).hasSize(1);
    }

    @Test
    void aDamagedLedgerIsTold() throws Exception {
        Attempt.first(files());
        try (Stream<Path> paths = Files.walk(directory)) {
            Path ledger = paths.filter(path -> path.endsWith(Workplace.LEDGER))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(ledger, "x");
        }
        assertThatThrownBy(() -> inspection().open()).hasMessageContaining("[files-ledger-damaged]");
    }

    private FileSink<String> files() {
        return FileSink.lines(directory);
    }

    private FileInspection inspection() {
        return inspection(Attempt.JOB, "out");
    }

    private FileInspection inspection(JobId jobId, String stage) {
        return (FileInspection) files().inspect(jobId, stage);
    }

    private String transactionOf(CommitRequest<FileCommittable> request) {
        return inspection().transactionOf(request.committable()).orElseThrow();
    }

    private List<Path> pending() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.toString().endsWith(Workplace.PENDING))
                    .sorted()
                    .toList();
        }
    }
}
