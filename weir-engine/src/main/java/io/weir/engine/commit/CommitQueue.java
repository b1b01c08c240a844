package io.weir.engine.commit;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Commits one sink's decided checkpoints, in order (I8), until each has a definite answer (I4). <b>This is where a commit is driven</b>; the commit itself is
 * {@link io.weir.sink.Committer#commit}, on a lane of the sink's own.
 *
 * <p>A pure state machine: events come in as calls, time included; effects go out through {@link Actions}.
 *
 * <p>Threading: confined to the coordinator's thread.
 *
 * <p>Invariants:
 * <ul>
 *   <li>Q1 (I8): only the requests of the oldest checkpoint are with the committer.
 *   <li>Q2 (I4): a checkpoint leaves the queue when each of its requests is committed.
 * </ul>
 */
final class CommitQueue {

    /** What the queue wants done. */
    interface Actions {

        /** Asks the committer for these, in order; answered by {@link CommitQueue#answered}. */
        void commit(String sink, List<CommitRequest<Object>> requests);

        /** Every request of the checkpoint is committed. */
        void confirmed(String sink, long checkpointId);

        /** The attempt cannot go on. */
        void fail(Throwable cause);
    }

    private enum Phase {
        EMPTY,
        WITH_COMMITTER,
        BACKING_OFF
    }

    private record Entry(long checkpointId, List<CommitRequest<Object>> requests) {}

    private final String sink;
    private final CommitSettings settings;
    private final Actions actions;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private Phase phase = Phase.EMPTY;
    private int done;
    private int retries;
    private long retryNanos;

    CommitQueue(String sink, CommitSettings settings, Actions actions) {
        this.sink = sink;
        this.settings = settings;
        this.actions = actions;
    }

    /** Adds a decided checkpoint. */
    void add(long checkpointId, List<CommitRequest<Object>> requests) {
        entries.add(new Entry(checkpointId, requests));
        if (phase == Phase.EMPTY) {
            next();
        }
    }

    /**
     * Takes the committer's answer.
     *
     * @param committedCount how many of the requests are committed
     * @param last the answer to the request after those, or {@link CommitOutcome#COMMITTED} if there is none
     */
    void answered(int committedCount, CommitOutcome last, long nowNanos) {
        assert phase == Phase.WITH_COMMITTER : "Q1: phase=" + phase;
        done += committedCount;
        switch (last.status()) {
            case COMMITTED, ALREADY_COMMITTED -> confirm();
            case RETRY_LATER -> backOff(last, nowNanos);
            case IN_DOUBT ->
                actions.fail(WeirException.external(
                        "commit-in-doubt",
                        "whether sink \"" + sink + "\" committed checkpoint " + head().checkpointId() + " is not known",
                        last.reason(),
                        "nothing needs doing: recovery asks the sink again",
                        null));
        }
    }

    void tick(long nowNanos) {
        if (phase == Phase.BACKING_OFF && nowNanos - retryNanos >= 0) {
            ask();
        }
    }

    /** Returns when {@link #tick} has something to do next. */
    long nextTickNanos() {
        return phase == Phase.BACKING_OFF ? retryNanos : Long.MAX_VALUE;
    }

    private void confirm() {
        Entry entry = entries.remove();
        assert done == entry.requests().size() : "Q2: done=" + done + ", checkpoint=" + entry.checkpointId();
        phase = Phase.EMPTY;
        actions.confirmed(sink, entry.checkpointId());
        if (!entries.isEmpty() && phase == Phase.EMPTY) {
            next();
        }
    }

    private void backOff(CommitOutcome outcome, long nowNanos) {
        if (retries == settings.retriesMax()) {
            actions.fail(new WeirException(
                    "commit-failed",
                    ErrorKind.EXTERNAL,
                    "sink \"" + sink + "\" could not commit checkpoint " + head().checkpointId() + " in " + retries
                            + " retries",
                    outcome.reason(),
                    "see whether the outside system is well; the output is kept and committed at the next start",
                    null));
            return;
        }
        retryNanos = nowNanos + settings.delayNanos(retries);
        retries++;
        phase = Phase.BACKING_OFF;
    }

    private void next() {
        done = 0;
        retries = 0;
        ask();
    }

    private void ask() {
        phase = Phase.WITH_COMMITTER;
        List<CommitRequest<Object>> requests = head().requests();
        if (done == requests.size()) {
            confirm();
        } else {
            actions.commit(sink, new ArrayList<>(requests.subList(done, requests.size())));
        }
    }

    private Entry head() {
        return entries.element();
    }
}
