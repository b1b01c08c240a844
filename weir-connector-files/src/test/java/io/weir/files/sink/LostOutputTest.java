package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pending files that somebody has deleted or damaged: what a verdict makes of them, and of the whole ones beside them. */
class LostOutputTest {

    @TempDir
    Path directory;

    /** The engine asks to commit what a person has found not committed. */
    @Test
    void whatIsLostStaysInDoubtHoweverOftenItsCommitIsAskedFor() throws Exception {
        CommitRequest<FileCommittable> request = sealed("a/one");
        Files.delete(pendingOf(request, "a"));

        for (long attempt = 2; attempt <= 4; attempt++) {
            try (Committer<FileCommittable> committer = recovered(attempt, List.of(request))) {
                assertThat(committer.doubt(request)).isPresent();
                assertThat(committer.commit(request).status()).isEqualTo(CommitOutcome.Status.IN_DOUBT);
                assertThat(committer.doubt(request)).isPresent();
            }
        }
        assertThat(PlainReader.lines(directory)).isEmpty();
    }

    @Test
    void aCommitThatIsInDoubtLeavesTheAttemptAbleToSettleIt() throws Exception {
        CommitRequest<FileCommittable> request = sealed("a/one");
        Files.delete(pendingOf(request, "a"));

        try (Committer<FileCommittable> committer = recovered(2, List.of(request))) {
            committer.commit(request);
            committer.settled(List.of(request));
            assertThat(committer.commit(request)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        }
    }

    @Test
    void whatIsWholeBesideALostFileIsPublishedWhenAPersonFindsItCommitted() throws Exception {
        CommitRequest<FileCommittable> request = sealed("a/lost", "b/kept");
        Files.delete(pendingOf(request, "a"));

        try (Committer<FileCommittable> committer = recovered(2, List.of(request))) {
            committer.settled(List.of(request));
            assertThat(committer.commit(request)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        }
        assertThat(PlainReader.lines(directory)).containsExactly("b/kept");
        recovered(3, List.of()).close();
        assertThat(PlainReader.lines(directory)).containsExactly("b/kept");
    }

    @Test
    void wholeOutputOfAnEarlierCheckpointIsNotTakenForCommittedWithALaterOne() throws Exception {
        Attempt first = Attempt.first(sink());
        first.write("a/kept");
        CommitRequest<FileCommittable> earlier = first.seal(1);
        first.write("b/lost");
        CommitRequest<FileCommittable> later = first.seal(2);
        Files.delete(pendingOf(later, "b"));

        try (Committer<FileCommittable> committer = recovered(2, List.of(earlier, later))) {
            assertThat(committer.doubt(earlier)).isEmpty();
            assertThat(committer.doubt(later)).isPresent();
            committer.settled(List.of(later));
            committer.commit(earlier);
            committer.commit(later);
        }
        assertThat(PlainReader.lines(directory)).containsExactly("a/kept");
        assertThat(PlainReader.pendingCount(directory)).isZero();
    }

    @Test
    void aFileThatIsDamagedBehindWhatIsCommittedIsPublishedUpToThere() throws Exception {
        Attempt first = Attempt.first(sink());
        first.write("a/1");
        first.commit(first.seal(1));
        first.write("a/2");
        CommitRequest<FileCommittable> later = first.seal(2);
        Files.writeString(pendingOf(later, "a"), "a/1\na/x\n");

        try (Committer<FileCommittable> committer = recovered(2, List.of(later))) {
            assertThat(committer.doubt(later)).isPresent();
            committer.settled(List.of(later));
            assertThat(committer.commit(later)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
        }
        assertThat(PlainReader.lines(directory)).containsExactly("a/1");
    }

    @Test
    void aCommittedFileThatIsDamagedBeforeItIsPublishedStaysWhereItIs() throws Exception {
        Attempt first = Attempt.first(sink());
        first.write("a/1");
        CommitRequest<FileCommittable> request = first.seal(1);
        first.commit(request);
        Files.writeString(pendingOf(request, "a"), "a/x\n");

        for (long attempt = 2; attempt <= 3; attempt++) {
            long next = attempt;
            assertThatThrownBy(() -> recovered(next, List.of())).hasMessageContaining("[files-damaged]");
        }
        assertThat(PlainReader.lines(directory)).isEmpty();
        assertThat(pendingOf(request, "a")).exists();
    }

    @Test
    void aWholeFileThatGoesOnIsPublishedOnceWithAllOfIt() throws Exception {
        Attempt first = Attempt.first(sink());
        first.write("a/1");
        first.write("b/lost");
        CommitRequest<FileCommittable> earlier = first.seal(1);
        first.write("a/2");
        CommitRequest<FileCommittable> later = first.seal(2);
        Files.delete(pendingOf(earlier, "b"));

        try (Committer<FileCommittable> committer = recovered(2, List.of(earlier, later))) {
            committer.settled(List.of(earlier));
            assertThat(PlainReader.lines(directory)).isEmpty();
            assertThat(committer.commit(earlier)).isEqualTo(CommitOutcome.ALREADY_COMMITTED);
            assertThat(committer.commit(later)).isEqualTo(CommitOutcome.COMMITTED);
        }
        assertThat(PlainReader.lines(directory)).containsExactly("a/1", "a/2");
    }

    /** A partition for each letter. */
    private FileSink<String> sink() {
        return FileSink.lines(directory).partitionBy(line -> line.substring(0, 1));
    }

    @Test
    void whoseFilesANewerAttemptHasTakenIsFencedAndNotInDoubt() throws Exception {
        CommitRequest<FileCommittable> request = sealed("a/one");

        try (Committer<FileCommittable> older = recovered(2, List.of(request));
                Committer<FileCommittable> newer = recovered(3, List.of(request))) {
            assertThatThrownBy(() -> older.doubt(request)).hasMessageContaining("[files-fenced]");
            assertThatThrownBy(() -> older.commit(request)).hasMessageContaining("[files-fenced]");
            assertThat(newer.commit(request)).isEqualTo(CommitOutcome.COMMITTED);
        }
        assertThat(PlainReader.lines(directory)).containsExactly("a/one");
    }

    private CommitRequest<FileCommittable> sealed(String... lines) throws Exception {
        Attempt first = Attempt.first(sink());
        for (String line : lines) {
            first.write(line);
        }
        return first.seal(1);
    }

    private Committer<FileCommittable> recovered(long attempt, List<CommitRequest<FileCommittable>> pending)
            throws Exception {
        Committer<FileCommittable> committer = sink().createCommitter(new InlineContext(0, 1, attempt));
        committer.recover(2, pending);
        return committer;
    }

    private Path pendingOf(CommitRequest<FileCommittable> request, String partition) throws IOException {
        String id = request.committable().files().stream()
                .filter(file -> file.partition().equals(partition))
                .findFirst()
                .orElseThrow()
                .id();
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.endsWith(id)).findFirst().orElseThrow();
        }
    }
}
