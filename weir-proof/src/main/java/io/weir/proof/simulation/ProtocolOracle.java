package io.weir.proof.simulation;

import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.error.WeirException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks on at the protocol of all attempts, of all processes, and notes what must not be.
 *
 * <p>Threading: confined to the world.
 */
final class ProtocolOracle {

    /** Which attempt, as far as an observer can tell, has begun a checkpoint: its process and how many attempts that had begun. */
    private record Decider(int process, int recoveries) {}

    private final Map<Long, Decider> owners = new HashMap<>();
    private final Map<Integer, Progress> progress = new HashMap<>();
    private final Set<Long> decided = new HashSet<>();
    private long newestDecided;
    private long checkpoints;
    private long recoveries;
    private @Nullable String violation;
    private @Nullable Throwable cause;

    /** How far the current attempt of a process has come. */
    private record Progress(long triggered, long confirmed) {}

    /**
     * Returns the observer of one process.
     *
     * @param forgiven says whether an attempt may fail like this
     */
    ProtocolObserver observerOf(int process, Predicate<Throwable> forgiven) {
        return new ProtocolObserver() {
            private int begun;
            private long decidedAtBegin;
            private boolean superseded;

            @Override
            public void reached(ProtocolStep step, long checkpointId, String where) {
                switch (step) {
                    case RECOVERING -> {
                        if (superseded) {
                            violate("I9 who was overtaken gives up: process " + process + " has begun another attempt");
                        }
                        begun++;
                        recoveries++;
                        decidedAtBegin = newestDecided;
                        progress.put(process, new Progress(0, 0));
                    }
                    case JOURNAL_RECOVERED -> recovered(checkpointId, decidedAtBegin);
                    case TRIGGERED -> {
                        triggered(checkpointId, new Decider(process, begun));
                        progress.computeIfPresent(process, (id, now) -> new Progress(checkpointId, now.confirmed()));
                    }
                    case CONFIRMED ->
                        progress.computeIfPresent(process, (id, now) -> new Progress(now.triggered(), checkpointId));
                    case DECIDED -> decided(checkpointId);
                    case COMMITTING -> committing(checkpointId, where);
                    default -> {}
                }
            }

            @Override
            public void failed(String where, Throwable failure) {
                // By the journal's word, which is final; a sink may be asked again.
                superseded |= failure instanceof WeirException known
                        && known.code().equals("superseded-attempt")
                        && !known.kind().restartable();
                if (!forgiven.test(failure)) {
                    violate("an attempt failed in " + where + " by what is no fault of the world: " + failure, failure);
                }
            }
        };
    }

    /** An attempt that is overtaken while it reads may find less than is decided by then, but not less than was when it began. */
    private void recovered(long checkpointId, long decidedBefore) {
        if (checkpointId < decidedBefore) {
            violate("I2 a decision is durable: recovery found checkpoint " + checkpointId + ", and " + decidedBefore
                    + " was decided");
        }
        // A decision that nobody was told of is found here.
        decided.add(checkpointId);
        newestDecided = Math.max(newestDecided, checkpointId);
    }

    private void triggered(long checkpointId, Decider owner) {
        Decider before = owners.put(checkpointId, owner);
        if (before != null) {
            violate("ids are never reused: checkpoint " + checkpointId + " was begun by " + before + " and " + owner);
        }
    }

    private void decided(long checkpointId) {
        decided.add(checkpointId);
        newestDecided = Math.max(newestDecided, checkpointId);
        checkpoints++;
    }

    private void committing(long checkpointId, String where) {
        if (!decided.contains(checkpointId)) {
            violate("I3 no commit before the decision: checkpoint " + checkpointId + " at " + where);
        }
    }

    /** Output of a checkpoint becomes visible. */
    void visible(long checkpointId, String where) {
        if (!decided.contains(checkpointId)) {
            violate("I3 nothing visible before the decision: checkpoint " + checkpointId + " of " + where
                    + " is visible, and " + newestDecided + " is the newest decided");
        }
    }

    /** The job of a process says that it has stopped: then nothing that it has begun may be undone (I11). */
    void stopped(int process) {
        Progress reached = progress.getOrDefault(process, new Progress(0, 0));
        if (reached.confirmed() < reached.triggered()) {
            violate("I11 a job that has stopped has committed its last checkpoint: " + reached);
        }
    }

    void violate(String what) {
        violate(what, null);
    }

    void violate(String what, @Nullable Throwable because) {
        if (violation == null) {
            violation = what;
            cause = because;
        }
    }

    /** Throws if something must not be. */
    void check() {
        if (violation != null) {
            throw new Violation(violation, cause);
        }
    }

    long checkpoints() {
        return checkpoints;
    }

    long recoveries() {
        return recoveries;
    }
}
