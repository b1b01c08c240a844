package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.RestoredCheckpoint.PendingCommittable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which older bases and segments are kept. What is needed reaches back to the newest base that is no newer than the n-th newest decided checkpoint, and
 * whose output is confirmed to be committed; so the last n can be read at any moment, and no checkpoint gives way to one that is not settled.
 *
 * <p>With n = 1 everything gives way to a base at once: the base itself carries what waits for its commit.
 *
 * <p>Threading: guarded by the journal's lock.
 */
final class Retention {

    private final int retained;
    private final DecidedIds decided;

    /** Newest first. */
    private final List<OlderBase> older;

    /** By sink, the checkpoints whose output is not known to be committed. */
    private final Map<String, TreeSet<Long>> unconfirmed = new TreeMap<>();

    /**
     * @param retained how many checkpoints can be read at any moment
     * @param pending output that is decided and not confirmed
     */
    Retention(int retained, History history, List<PendingCommittable> pending) {
        this.retained = retained;
        this.decided = history.decided();
        this.older = new ArrayList<>(history.older());
        for (PendingCommittable waiting : pending) {
            unconfirmed
                    .computeIfAbsent(waiting.stage(), stage -> new TreeSet<>())
                    .add(waiting.checkpointId());
        }
    }

    void decided(CheckpointData data) {
        decided.add(data.checkpointId());
        for (SinkSnapshot sink : data.sinks()) {
            if (!sink.committables().isEmpty()) {
                unconfirmed
                        .computeIfAbsent(sink.stage(), stage -> new TreeSet<>())
                        .add(data.checkpointId());
            }
            confirmed(sink.stage(), sink.confirmedCheckpointId());
        }
    }

    void confirmed(List<SinkConfirmation> confirmations) {
        for (SinkConfirmation sink : confirmations) {
            confirmed(sink.stage(), sink.checkpointId());
        }
    }

    /** Takes note that a base was replaced by a newer one. */
    void replaced(OlderBase replaced) {
        older.add(0, replaced);
    }

    /** Returns the files that nobody needs any more, and forgets them. */
    List<FileName> takeOutdated(@Nullable BaseFile newest) {
        long keepFrom = keepFrom();
        boolean reached = newest != null && newest.link().checkpointId() <= keepFrom;
        List<OlderBase> kept = new ArrayList<>();
        List<FileName> outdated = new ArrayList<>();
        for (OlderBase base : older) {
            if (reached) {
                outdated.addAll(base.files());
            } else {
                kept.add(base);
                reached = base.checkpointId() <= keepFrom;
            }
        }
        older.clear();
        older.addAll(kept);
        return outdated;
    }

    /** Returns the files before the newest base that are kept. */
    List<FileName> files() {
        List<FileName> files = new ArrayList<>();
        older.forEach(base -> files.addAll(base.files()));
        return files;
    }

    /** Returns the checkpoint that must still be readable. */
    private long keepFrom() {
        if (retained == 1) {
            return Long.MAX_VALUE;
        }
        long from = decided.newest(retained);
        for (TreeSet<Long> waiting : unconfirmed.values()) {
            if (!waiting.isEmpty()) {
                from = Math.min(from, waiting.first() - 1);
            }
        }
        return from;
    }

    private void confirmed(String stage, long checkpointId) {
        TreeSet<Long> waiting = unconfirmed.get(stage);
        if (waiting != null) {
            waiting.headSet(checkpointId, true).clear();
        }
    }
}
