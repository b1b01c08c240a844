package io.weir.engine.job;

import io.weir.engine.task.SourceHandle;
import io.weir.runtime.IoLane;
import io.weir.source.SourceSplit;
import io.weir.source.SplitEnumerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Hands the splits of one source to its subtasks, and looks for new ones. A split belongs to the checkpoint as soon as its reader has it; one that was
 * found and not yet in a decided checkpoint is found again after a crash.
 *
 * <p>Threading: confined to the coordinator's thread, but for {@link #discoverFirst}, which is called before the attempt runs.
 */
final class SourceCoordinator {

    private final SplitEnumerator<SourceSplit> enumerator;
    private final IoLane lane;
    private final long intervalNanos;
    private final List<SourceSplit> known = new ArrayList<>();
    private final List<SourceHandle> subtasks = new ArrayList<>();
    private final Runnable foundSome;
    private int[] splitCounts = new int[0];
    private long nextDiscoveryNanos = Long.MAX_VALUE;
    private boolean scheduled;

    /** @param foundSome is told when splits were found while the job runs: a checkpoint must hold them */
    SourceCoordinator(SplitEnumerator<SourceSplit> enumerator, IoLane lane, Runnable foundSome) {
        this.enumerator = enumerator;
        this.lane = lane;
        this.foundSome = foundSome;
        this.intervalNanos =
                enumerator.discoveryInterval().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    /** Looks for splits before the attempt runs; may block. */
    void discoverFirst(List<SourceSplit> restored, boolean firstStart) throws Exception {
        known.addAll(restored);
        known.addAll(enumerator.discover(List.copyOf(known), firstStart));
    }

    /** Hands out all splits known so far. */
    void assign(List<SourceHandle> handles) {
        subtasks.addAll(handles);
        splitCounts = new int[handles.size()];
        distribute(known);
        subtasks.forEach(SourceHandle::assigned);
        if (intervalNanos == Long.MAX_VALUE) {
            subtasks.forEach(SourceHandle::noMoreSplits);
        }
    }

    void tick(long nowNanos) {
        if (intervalNanos == Long.MAX_VALUE) {
            return;
        }
        if (!scheduled) {
            scheduled = true;
            nextDiscoveryNanos = nowNanos + intervalNanos;
        } else if (nowNanos - nextDiscoveryNanos >= 0 && nextDiscoveryNanos != Long.MAX_VALUE) {
            nextDiscoveryNanos = Long.MAX_VALUE;
            List<SourceSplit> snapshot = List.copyOf(known);
            lane.submit(() -> enumerator.discover(snapshot, false), found -> {
                scheduled = false;
                if (!found.isEmpty()) {
                    known.addAll(found);
                    distribute(found);
                    foundSome.run();
                }
            });
        }
    }

    long nextTickNanos() {
        return nextDiscoveryNanos;
    }

    void hold() {
        subtasks.forEach(SourceHandle::hold);
    }

    /** What was in flight in the restored checkpoint has gone through the job. */
    void settled() {
        subtasks.forEach(SourceHandle::settled);
    }

    void trigger(long checkpointId, boolean draining) {
        subtasks.forEach(subtask -> subtask.trigger(checkpointId, draining));
    }

    void checkpointCommitted(long checkpointId) {
        subtasks.forEach(subtask -> subtask.checkpointCommitted(checkpointId));
    }

    /** Gives each split to the subtask that has the fewest, in the order of their ids: the same splits are always divided in the same way. */
    private void distribute(List<SourceSplit> splits) {
        List<SourceSplit> ordered = new ArrayList<>(splits);
        ordered.sort(Comparator.comparing(SourceSplit::splitId));
        List<List<SourceSplit>> shares = new ArrayList<>();
        subtasks.forEach(subtask -> shares.add(new ArrayList<>()));
        for (SourceSplit split : ordered) {
            int least = 0;
            for (int i = 1; i < splitCounts.length; i++) {
                if (splitCounts[i] < splitCounts[least]) {
                    least = i;
                }
            }
            splitCounts[least]++;
            shares.get(least).add(split);
        }
        for (int i = 0; i < shares.size(); i++) {
            if (!shares.get(i).isEmpty()) {
                subtasks.get(i).addSplits(shares.get(i));
            }
        }
    }
}
