package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that several checkpoints add to is published once, with the last of their commits. */
class CommitsOfOneFileTest {

    @TempDir
    Path directory;

    @Test
    void aRecoveryPublishesItWithTheLastOfItsCommits() throws Exception {
        Attempt first = Attempt.first(sink());
        first.write("1");
        CommitRequest<FileCommittable> earlier = first.seal(1);
        first.write("2");
        CommitRequest<FileCommittable> later = first.seal(2);

        try (Committer<FileCommittable> committer = sink().createCommitter(new InlineContext(0, 1, 2))) {
            committer.recover(2, List.of(earlier, later));
            assertThat(committer.commit(earlier)).isEqualTo(CommitOutcome.COMMITTED);
            assertThat(PlainReader.lines(directory)).isEmpty();
            assertThat(committer.commit(later)).isEqualTo(CommitOutcome.COMMITTED);
        }
        assertThat(PlainReader.lines(directory)).containsExactly("1", "2");
    }

    @Test
    void aFileThatIsClosedWaitsForTheLastOfItsCommits() throws Exception {
        Attempt first = Attempt.first(sink());
        first.write("1");
        CommitRequest<FileCommittable> earlier = first.seal(1);
        first.write("2");
        CommitRequest<FileCommittable> later = first.seal(2);
        first.commit(earlier);

        first.closeWriter();
        assertThat(PlainReader.lines(directory)).isEmpty();

        assertThat(first.commit(later)).isEqualTo(CommitOutcome.Status.COMMITTED);
        assertThat(PlainReader.lines(directory)).containsExactly("1", "2");
    }

    private FileSink<String> sink() {
        return FileSink.lines(directory);
    }
}
