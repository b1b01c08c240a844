package io.weir.engine.job;

import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what earlier attempts left at the sinks, before anything new is written: fences them, asks every sink what it is in doubt of, and only when
 * nothing is left for a person to decide commits what is decided (I4, I7, I8, I9, I10).
 *
 * <p>Threading: confined to one thread that may block.
 */
final class SinkRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(SinkRecovery.class);

    private final List<Settlement> settlements;
    private final ProtocolObserver observer;
    private final List<Pending> sinks = new ArrayList<>();

    /** What one sink has still to commit, by checkpoint then subtask. */
    private record Pending(String sink, Committer<Object> committer, List<CommitRequest<Object>> requests) {}

    /** Output of which nobody can know whether it is committed. */
    private record Doubt(String sink, CommitRequest<Object> request, String reason) {

        @Override
        public String toString() {
            return "sink \"" + sink + "\", checkpoint " + request.checkpointId() + ", subtask " + request.subtask();
        }
    }

    SinkRecovery(List<Settlement> settlements, ProtocolObserver observer) {
        this.settlements = settlements;
        this.observer = observer;
    }

    /** Fences earlier attempts at one sink. */
    void recover(
            String sink, Committer<Object> committer, long restoredCheckpointId, List<CommitRequest<Object>> pending)
            throws Exception {
        observer.reached(ProtocolStep.FENCING, restoredCheckpointId, sink);
        committer.recover(restoredCheckpointId, pending);
        observer.reached(ProtocolStep.FENCED, restoredCheckpointId, sink);
        sinks.add(new Pending(sink, committer, pending));
    }

    /** Returns when every pending committable of every sink is committed. Whatever needs a person is told before the first of them is. */
    void commit() throws Exception {
        List<Doubt> undecided = new ArrayList<>();
        List<List<CommitRequest<Object>>> foundCommitted = new ArrayList<>();
        for (Pending pending : sinks) {
            checkVerdicts(pending);
            foundCommitted.add(ask(pending, undecided));
        }
        if (!undecided.isEmpty()) {
            throw inDoubt(undecided);
        }
        for (int i = 0; i < sinks.size(); i++) {
            commit(sinks.get(i), foundCommitted.get(i));
        }
    }

    /** A subtask's commits are in order (I8), so verdicts that say otherwise are a mistake, and following them would double output. */
    private void checkVerdicts(Pending pending) {
        List<CommitRequest<Object>> notCommitted = new ArrayList<>();
        for (CommitRequest<Object> request : pending.requests()) {
            Settlement.Verdict verdict = verdict(pending.sink(), request);
            if (verdict == Settlement.Verdict.NOT_COMMITTED) {
                notCommitted.add(request);
            }
            for (CommitRequest<Object> earlier : notCommitted) {
                if (verdict == Settlement.Verdict.COMMITTED && earlier.subtask() == request.subtask()) {
                    throw WeirException.user(
                            "contradictory-settlements",
                            "the settlements say of subtask " + request.subtask() + " of sink \"" + pending.sink()
                                    + "\" that checkpoint " + request.checkpointId() + " is committed and checkpoint "
                                    + earlier.checkpointId() + " is not",
                            "a subtask's output is committed in the order of checkpoints, so that cannot be",
                            "look at the output once more, see docs/in-doubt.md");
                }
            }
        }
    }

    /** Adds what is in doubt and has no verdict to {@code undecided}; returns what is in doubt and was found committed. */
    private List<CommitRequest<Object>> ask(Pending pending, List<Doubt> undecided) throws Exception {
        List<CommitRequest<Object>> foundCommitted = new ArrayList<>();
        for (CommitRequest<Object> request : pending.requests()) {
            Optional<String> reason = pending.committer().doubt(request);
            if (reason.isPresent()) {
                Settlement.Verdict verdict = verdict(pending.sink(), request);
                if (verdict == null) {
                    undecided.add(new Doubt(pending.sink(), request, reason.get()));
                } else {
                    logSettled(new Doubt(pending.sink(), request, reason.get()), verdict);
                    if (verdict == Settlement.Verdict.COMMITTED) {
                        foundCommitted.add(request);
                    }
                }
            }
        }
        return foundCommitted;
    }

    private void commit(Pending pending, List<CommitRequest<Object>> foundCommitted) throws Exception {
        if (!foundCommitted.isEmpty()) {
            pending.committer().settled(foundCommitted);
        }
        for (CommitRequest<Object> request : pending.requests()) {
            String where = pending.sink() + "/" + request.subtask();
            observer.reached(ProtocolStep.COMMITTING, request.checkpointId(), where);
            CommitOutcome outcome = pending.committer().commit(request);
            if (outcome.status() == CommitOutcome.Status.IN_DOUBT) {
                outcome = settle(pending, new Doubt(pending.sink(), request, outcome.reason()));
            }
            checkCommitted(pending.sink(), request, outcome);
            observer.reached(ProtocolStep.COMMITTED, request.checkpointId(), where);
        }
    }

    /** What cannot be known stays as it is until a person decides (I10). */
    private CommitOutcome settle(Pending pending, Doubt doubt) throws Exception {
        Settlement.Verdict verdict = verdict(doubt.sink(), doubt.request());
        if (verdict == null) {
            throw inDoubt(List.of(doubt));
        }
        logSettled(doubt, verdict);
        return verdict == Settlement.Verdict.COMMITTED
                ? CommitOutcome.ALREADY_COMMITTED
                : pending.committer().commitAgain(doubt.request());
    }

    private static void checkCommitted(String sink, CommitRequest<Object> request, CommitOutcome outcome) {
        switch (outcome.status()) {
            case COMMITTED, ALREADY_COMMITTED -> {}
            case RETRY_LATER ->
                throw WeirException.external(
                        "commit-failed",
                        "sink \"" + sink + "\" cannot commit checkpoint " + request.checkpointId() + " yet",
                        outcome.reason(),
                        "see whether the outside system is well; the output is kept and committed at the next start",
                        null);
            case IN_DOUBT -> throw inDoubt(List.of(new Doubt(sink, request, outcome.reason())));
        }
    }

    private Settlement.@Nullable Verdict verdict(String sink, CommitRequest<Object> request) {
        for (Settlement settlement : settlements) {
            if (settlement.sink().equals(sink)
                    && settlement.checkpointId() == request.checkpointId()
                    && settlement.subtask() == request.subtask()) {
                return settlement.verdict();
            }
        }
        return null;
    }

    private static void logSettled(Doubt doubt, Settlement.Verdict verdict) {
        LOG.warn("{} was in doubt ({}) and is settled by hand as {}", doubt, doubt.reason(), verdict);
    }

    private static WeirException inDoubt(List<Doubt> doubts) {
        StringBuilder which = new StringBuilder("whether this output is committed cannot be known");
        StringBuilder why = new StringBuilder();
        for (int i = 0; i < doubts.size(); i++) {
            String number = "(" + (i + 1) + ") ";
            which.append(i == 0 ? ": " : "; ").append(number).append(doubts.get(i));
            why.append(i == 0 ? "" : "; ").append(number).append(doubts.get(i).reason());
        }
        return new WeirException(
                "in-doubt",
                ErrorKind.IN_DOUBT,
                which.toString(),
                why.toString(),
                "look for the output of each of these subtasks by itself, and say what you found with one Weir.settle for"
                        + " each; until then it is kept and no sink writes anything, see docs/in-doubt.md",
                null);
    }
}
