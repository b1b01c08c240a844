package io.weir.engine.job;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.util.List;

/** Settles what earlier attempts left at a sink, before anything new is written: fences them, commits what is decided (I4, I7, I8, I9). */
final class SinkRecovery {

    private SinkRecovery() {}

    /** Runs on a thread that may block; returns when every pending committable is committed. */
    static void recover(
            String sink, Committer<Object> committer, long restoredCheckpointId, List<CommitRequest<Object>> pending)
            throws Exception {
        committer.recover(restoredCheckpointId, pending);
        for (CommitRequest<Object> request : pending) {
            CommitOutcome outcome = committer.commit(request);
            switch (outcome.status()) {
                case COMMITTED, ALREADY_COMMITTED -> {}
                case RETRY_LATER ->
                    throw WeirException.external(
                            "commit-failed",
                            "sink \"" + sink + "\" cannot commit checkpoint " + request.checkpointId() + " yet",
                            outcome.reason(),
                            "see whether the outside system is well; the output is kept and committed at the next start",
                            null);
                case IN_DOUBT ->
                    throw new WeirException(
                            "in-doubt",
                            ErrorKind.IN_DOUBT,
                            "whether sink \"" + sink + "\" committed checkpoint " + request.checkpointId()
                                    + " of subtask " + request.subtask() + " cannot be known",
                            outcome.reason(),
                            "look at the sink's output; the checkpoint keeps the output until you decide, see docs/in-doubt.md",
                            null);
            }
        }
    }
}
