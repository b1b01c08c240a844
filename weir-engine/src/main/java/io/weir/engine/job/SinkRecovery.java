package io.weir.engine.job;

import io.weir.engine.commit.Verdicts;
import io.weir.engine.commit.Verdicts.Verdict;
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

    private final Verdicts verdicts;
    private final Spending spending;
    private final ProtocolObserver observer;
    private final List<Pending> sinks = new ArrayList<>();

    /** Notes, durably, that output which a person has found not committed is about to be written. */
    @FunctionalInterface
    interface Spending {
        void spend(String sink, CommitRequest<?> request);
    }

    /** What one sink has still to commit, by checkpoint then subtask. */
    private record Pending(String sink, Committer<Object> committer, List<CommitRequest<Object>> requests) {}

    /** Output of which nobody can know whether it is committed. */
    private record Doubt(String sink, CommitRequest<Object> request, String reason) {

        @Override
        public String toString() {
            return "sink \"" + sink + "\", checkpoint " + request.checkpointId() + ", subtask " + request.subtask();
        }
    }

    SinkRecovery(Verdicts verdicts, Spending spending, ProtocolObserver observer) {
        this.verdicts = verdicts;
        this.spending = spending;
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
            verdicts.checkPossible(pending.sink(), pending.requests());
            foundCommitted.add(ask(pending, undecided));
        }
        if (!undecided.isEmpty()) {
            throw inDoubt(undecided);
        }
        for (int i = 0; i < sinks.size(); i++) {
            commit(sinks.get(i), foundCommitted.get(i));
        }
    }

    /** Adds what is in doubt and has no verdict to {@code undecided}; returns what is in doubt and was found committed. */
    private List<CommitRequest<Object>> ask(Pending pending, List<Doubt> undecided) throws Exception {
        List<CommitRequest<Object>> foundCommitted = new ArrayList<>();
        for (CommitRequest<Object> request : pending.requests()) {
            Optional<String> reason = pending.committer().doubt(request);
            if (reason.isPresent()) {
                Verdict verdict = verdicts.of(pending.sink(), request);
                if (verdict == null) {
                    undecided.add(doubt(pending.sink(), request, reason.get()));
                } else {
                    logSettled(new Doubt(pending.sink(), request, reason.get()), verdict);
                    if (verdict.committed()) {
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
                outcome = settle(pending, doubt(pending.sink(), request, outcome.reason()));
            }
            checkCommitted(pending.sink(), request, outcome);
            observer.reached(ProtocolStep.COMMITTED, request.checkpointId(), where);
        }
    }

    /** What cannot be known stays as it is until a person decides (I10). */
    private CommitOutcome settle(Pending pending, Doubt doubt) throws Exception {
        Verdict verdict = verdicts.of(doubt.sink(), doubt.request());
        if (verdict == null) {
            throw inDoubt(List.of(doubt));
        }
        logSettled(doubt, verdict);
        if (verdict.committed()) {
            return CommitOutcome.ALREADY_COMMITTED;
        }
        if (verdict.isSpentByUse()) {
            spending.spend(doubt.sink(), doubt.request());
        }
        return pending.committer().commitAgain(doubt.request());
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

    private Doubt doubt(String sink, CommitRequest<Object> request, String reason) {
        String by = verdicts.spent(sink, request);
        return new Doubt(
                sink,
                request,
                by == null
                        ? reason
                        : reason + " (a person had found it not committed, and " + by
                                + " began to write it: it may be there since; \"not committed\" in the program counts no more)");
    }

    private static void logSettled(Doubt doubt, Verdict verdict) {
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
                "look for the output of each of these subtasks by itself, and say what you found of each with weir"
                        + " transactions commit or abort, or with Weir.settle; until then it is kept and no sink writes anything, see docs/in-doubt.md",
                null);
    }
}
