package io.weir.engine.job;

import io.weir.engine.commit.Commits.SinkCommitter;
import io.weir.engine.journal.Journal;
import io.weir.engine.port.Lane;
import io.weir.engine.port.Ports.Running;
import io.weir.engine.port.Ports.Workers;
import io.weir.engine.port.Task;
import io.weir.error.WeirException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a job from a checkpoint on: everything that was made for it, to be freed together.
 *
 * <p>Threading: built and closed by threads that may block, one after the other; started by the job's runner.
 */
final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** How long connectors' blocking calls may take to return before they are interrupted. */
    private static final long CLOSE_TIMEOUT_NANOS = 10_000_000_000L;

    /** How long they may take to answer an interrupt before they are left behind, for the protocol to fence (I9). */
    private static final long INTERRUPT_TIMEOUT_NANOS = 1_000_000_000L;

    private final List<Lane> lanes = Collections.synchronizedList(new ArrayList<>());
    private final List<List<Task>> groups = new ArrayList<>();
    private final List<SinkCommitter> committers = new ArrayList<>();
    private @Nullable Lane journalLane;
    private @Nullable Lane baseLane;
    private @Nullable Journal journal;
    private @Nullable CoordinatorTask coordinator;
    private final Deque<AutoCloseable> connectors = new ArrayDeque<>();
    private @Nullable Running running;

    /** The coordinator has a thread of its own: it must notice when a user's function hangs. */
    private @Nullable Running coordinating;

    /** Takes every lane that connectors are given. */
    List<Lane> lanes() {
        return lanes;
    }

    void own(Journal newJournal) {
        journal = newJournal;
    }

    void ownFileLanes(Lane newJournalLane, Lane newBaseLane) {
        journalLane = newJournalLane;
        baseLane = newBaseLane;
    }

    void own(SinkCommitter committer) {
        committers.add(committer);
        lanes.add(committer.lane());
    }

    /** Takes a reader, writer or enumerator as soon as it is made, so that it is freed also if the attempt cannot be built. */
    void own(AutoCloseable connector) {
        connectors.addFirst(connector);
    }

    void own(CoordinatorTask newCoordinator) {
        coordinator = newCoordinator;
    }

    /** Adds a task to the group of the subtask's index: subtasks of one index run on one worker as far as possible. */
    void own(int group, Task task) {
        while (groups.size() <= group) {
            groups.add(new ArrayList<>());
        }
        groups.get(group).add(task);
    }

    /** Returns how many groups of tasks there are: as many can work at the same time at most. */
    int groupCount() {
        return groups.size();
    }

    void start(String jobName, Workers workers) {
        coordinating = workers.start(jobName + "-coordinator", List.of(List.of(coordinator())));
        running = workers.start(jobName, groups);
    }

    /** Asks for a checkpoint soon. */
    void checkpoint() {
        coordinator().checkpoint();
    }

    /** Asks for a last checkpoint and the end. */
    void stop() {
        coordinator().stop();
    }

    /**
     * Ends everything that is still going on and frees it; may block. Does not throw: what cannot be freed is logged.
     *
     * @return the error that says so, if a newer attempt has taken over meanwhile: this job must not start another (I9)
     */
    @Nullable WeirException close() {
        stop(coordinating);
        stop(running);
        connectors.forEach(connector -> quietly(connector.getClass().getName(), connector));
        committers.forEach(each -> each.lane().execute(() -> quietly("committer", each.committer()::close)));
        closeLanes();
        return closeJournal();
    }

    private static void stop(@Nullable Running tasks) {
        if (tasks != null) {
            tasks.stop();
            if (!tasks.awaitStopped(CLOSE_TIMEOUT_NANOS)) {
                LOG.warn("tasks still run {} s after they were asked to stop; a user's function may hang", 10);
            }
        }
    }

    private void closeLanes() {
        List<Lane> all = new ArrayList<>(lanes);
        all.forEach(Lane::close);
        for (Lane lane : all) {
            if (!lane.awaitClosed(CLOSE_TIMEOUT_NANOS)) {
                lane.interrupt();
                if (!lane.awaitClosed(INTERRUPT_TIMEOUT_NANOS)) {
                    LOG.warn("a connector's call does not return; it is left behind and will be fenced");
                }
            }
        }
    }

    private @Nullable WeirException closeJournal() {
        closeFileLane(baseLane);
        closeFileLane(journalLane);
        Journal owned = journal;
        if (owned == null) {
            return null;
        }
        WeirException superseded = null;
        try {
            owned.checkOwnership();
        } catch (WeirException e) {
            superseded = e.kind().restartable() ? null : e;
        }
        quietly("journal", owned::close);
        return superseded;
    }

    /** A lane that writes files is never interrupted: that would close them. */
    private static void closeFileLane(@Nullable Lane lane) {
        if (lane != null) {
            lane.close();
            while (!lane.awaitClosed(CLOSE_TIMEOUT_NANOS)) {
                LOG.warn("the journal's disk does not answer");
            }
        }
    }

    private static void quietly(String name, AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.warn("{} could not be closed", name, e);
        }
    }

    private CoordinatorTask coordinator() {
        CoordinatorTask known = coordinator;
        if (known == null) {
            throw new IllegalStateException("the attempt is not built yet");
        }
        return known;
    }
}
