package io.weir.files.sink;

import io.weir.error.WeirException;
import io.weir.runtime.JobId;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/** An attempt of a job of one subtask, by hand. */
final class Attempt {

    static final JobId JOB = new JobId("job", "0123456789abcdef");

    private final Committer<FileCommittable> committer;
    private final SinkWriter<String, FileCommittable> writer;

    private Attempt(FileSink<String> sink, long attempt, long restoredId, List<CommitRequest<FileCommittable>> pending)
            throws Exception {
        this.committer = sink.createCommitter(new InlineContext(0, 1, attempt));
        committer.recover(restoredId, pending);
        this.writer = sink.createWriter(new InlineContext(0, 1, attempt));
    }

    /** Begins anew. */
    static Attempt first(FileSink<String> sink) throws Exception {
        return new Attempt(sink, 1, 0, List.of());
    }

    /** Recovers, and commits nothing. */
    static Attempt after(
            FileSink<String> sink, long attempt, long restoredId, List<CommitRequest<FileCommittable>> pending)
            throws Exception {
        return new Attempt(sink, attempt, restoredId, pending);
    }

    void write(String line) throws Exception {
        writer.write(line, 0);
    }

    /** Makes durable what was written, which is decided then, and would be committed by a later attempt. */
    CommitRequest<FileCommittable> seal(long checkpointId) {
        List<FileCommittable> sealed = new ArrayList<>();
        writer.prepareCommit(checkpointId, new PreCommit<>() {
            @Override
            public void complete(List<FileCommittable> committables) {
                sealed.addAll(committables);
            }

            @Override
            public void fail(Throwable cause) {
                throw (WeirException) cause;
            }
        });
        return new CommitRequest<>(checkpointId, 0, sealed.get(0), true);
    }

    CommitOutcome.Status commit(CommitRequest<FileCommittable> request) throws Exception {
        return committer
                .commit(new CommitRequest<>(request.checkpointId(), 0, request.committable(), false))
                .status();
    }

    /** The writer gives up what is not sealed; the committer goes on. */
    void closeWriter() {
        writer.close();
    }

    CommitOutcome.Status commitAgain(CommitRequest<FileCommittable> request) throws Exception {
        return committer.commit(request).status();
    }
}
