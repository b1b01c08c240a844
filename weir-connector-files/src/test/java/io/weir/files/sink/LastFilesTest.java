package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that has ended is not recovered: what waits to be merged must be published before its last checkpoint is decided. */
class LastFilesTest {

    private static final int PARALLELISM = 2;

    @TempDir
    Path directory;

    @Test
    void whatWaitsIsPublishedBeforeTheLastPreCommitsAreAnsweredAlsoIfTheyHaveNothingToCommit() throws Exception {
        FileSink<String> sink = FileSink.lines(directory).rollAtEachCheckpoint().compact(1 << 20, Duration.ofDays(1));
        Committer<FileCommittable> committer = sink.createCommitter(context(0));
        committer.recover(0, List.of());
        List<SinkWriter<String, FileCommittable>> writers = new ArrayList<>();
        for (int subtask = 0; subtask < PARALLELISM; subtask++) {
            SinkWriter<String, FileCommittable> writer = sink.createWriter(context(subtask));
            writers.add(writer);
            writer.write("line " + subtask, 0);
            for (FileCommittable sealed : sealed(writer, 1)) {
                committer.commit(new CommitRequest<>(1, subtask, sealed, false));
            }
        }
        assertThat(PlainReader.lines(directory)).as("they wait").isEmpty();

        for (SinkWriter<String, FileCommittable> writer : writers) {
            writer.finish();
            assertThat(sealed(writer, 2)).isEmpty();
        }

        assertThat(PlainReader.lines(directory)).containsExactly("line 0", "line 1");
    }

    private static InlineContext context(int subtask) {
        return new InlineContext(subtask, PARALLELISM, 1);
    }

    private static List<FileCommittable> sealed(SinkWriter<String, FileCommittable> writer, long checkpointId) {
        List<FileCommittable> all = new ArrayList<>();
        writer.prepareCommit(checkpointId, new PreCommit<>() {
            @Override
            public void complete(List<FileCommittable> sealed) {
                all.addAll(sealed);
            }

            @Override
            public void fail(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
        return all;
    }
}
