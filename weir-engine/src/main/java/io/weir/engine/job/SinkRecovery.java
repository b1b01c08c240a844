package io.weir.engine.job;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what earlier attempts left at a sink, before anything new is written: fences them, commits what is decided
 * (I4, I7, I8, I9).
 *
 * <p>Threading: confined to one thread that may block.
 */
final class SinkRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(SinkRecovery.class);

    private final String sink;
    private final Committer<Object> committer;
    private final List<Settlement> settlements;

    SinkRecovery(String sink, Committer<Object> committer, List<Settlement> settlements) {
        this.sink = sink;
        this.committer = committer;
        this.settlements = settlements;
    }

    /** Returns when every pending committable is committed. */
    void run(long restoredCheckpointId, List<CommitRequest<Object>> pending) throws Exception {
        committer.recover(restoredCheckpointId, pending);
        for (CommitRequest<Object> request : pending) {
            settle(request, committer.commit(request));
        }
    }

    private void settle(CommitRequest<Object> request, CommitOutcome outcome) throws Exception {
        switch (outcome.status()) {
            case COMMITTED, ALREADY_COMMITTED -> {}
            case RETRY_LATER ->
                throw WeirException.external(
                        "commit-failed",
                        "sink \"" + sink + "\" cannot commit checkpoint " + request.checkpointId() + " yet",
                        outcome.reason(),
                        "see whether the outside system is well; the output is kept and committed at the next start",
                        null);
            case IN_DOUBT -> settleDoubt(request, outcome.reason());
        }
    }

    /** What cannot be known stays as it is until a person decides (I10). */
    private void settleDoubt(CommitRequest<Object> request, String reason) throws Exception {
        for (Settlement settlement : settlements) {
            if (settlement.sink().equals(sink) && settlement.checkpointId() == request.checkpointId()) {
                LOG.warn(
                        "sink {}: checkpoint {} of subtask {} was in doubt ({}) and is settled by hand as {}",
                        sink,
                        request.checkpointId(),
                        request.subtask(),
                        reason,
                        settlement.verdict());
                if (settlement.verdict() == Settlement.Verdict.NOT_COMMITTED) {
                    settle(request, committer.commitAgain(request));
                }
                return;
            }
        }
        throw new WeirException(
                "in-doubt",
                ErrorKind.IN_DOUBT,
                "whether sink \"" + sink + "\" committed checkpoint " + request.checkpointId() + " of subtask "
                        + request.subtask() + " cannot be known",
                reason,
                "look whether its output is there, and say so with Weir.settle; until then it is kept, see"
                        + " docs/in-doubt.md",
                null);
    }
}
