package io.weir.engine.commit;

import io.weir.engine.journal.SinkConfirmation;
import io.weir.engine.port.Lane;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.task.Mailbox;
import io.weir.engine.task.TaskSnapshot;
import io.weir.engine.task.TaskSnapshot.SinkPart;
import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Commits decided checkpoints at every sink, each sink in its own order and on its own lane.
 *
 * <p>Threading: confined to the coordinator's thread; committers run on their lanes and answer through the mailbox.
 */
public final class Commits implements CommitQueue.Actions {

    /** A sink's committer, and the lane that all its calls run on. */
    public record SinkCommitter(Committer<Object> committer, Lane lane) {}

    private final Map<String, SinkCommitter> committers;
    private final Map<String, CommitQueue> queues = new LinkedHashMap<>();
    private final Map<String, Long> confirmed = new LinkedHashMap<>();
    private final TreeMap<Long, Integer> outstanding = new TreeMap<>();
    private final Mailbox mailbox;
    private final LongSupplier nanoTime;
    private final ProtocolObserver observer;
    private final LongConsumer committed;
    private final Consumer<Throwable> failure;

    /**
     * @param committers by sink
     * @param restoredCheckpointId confirmed at every sink: recovery has committed all up to it
     * @param committed takes the id of each checkpoint that every sink has committed, in order
     */
    public Commits(
            Map<String, SinkCommitter> committers,
            long restoredCheckpointId,
            CommitSettings settings,
            Mailbox mailbox,
            LongSupplier nanoTime,
            ProtocolObserver observer,
            LongConsumer committed,
            Consumer<Throwable> failure) {
        this.committers = committers;
        this.mailbox = mailbox;
        this.nanoTime = nanoTime;
        this.observer = observer;
        this.committed = committed;
        this.failure = failure;
        for (String sink : committers.keySet()) {
            queues.put(sink, new CommitQueue(sink, settings, this));
            confirmed.put(sink, restoredCheckpointId);
        }
    }

    /** Commits a checkpoint that is decided (I3) at every sink. */
    public void commit(long checkpointId, List<TaskSnapshot> snapshots) {
        outstanding.put(checkpointId, queues.size());
        queues.forEach((sink, queue) -> queue.add(checkpointId, requests(checkpointId, sink, snapshots)));
    }

    public void tick(long nowNanos) {
        queues.values().forEach(queue -> queue.tick(nowNanos));
    }

    /** Returns when {@link #tick} has something to do next. */
    public long nextTickNanos() {
        long next = Long.MAX_VALUE;
        for (CommitQueue queue : queues.values()) {
            next = Math.min(next, queue.nextTickNanos());
        }
        return next;
    }

    /** Returns how far each sink's commits are confirmed. */
    public List<SinkConfirmation> confirmations() {
        List<SinkConfirmation> confirmations = new ArrayList<>();
        confirmed.forEach((sink, checkpointId) -> confirmations.add(new SinkConfirmation(sink, checkpointId)));
        return confirmations;
    }

    @Override
    public void commit(String sink, List<CommitRequest<Object>> requests) {
        SinkCommitter sinkCommitter = committers.get(sink);
        CommitQueue queue = queues.get(sink);
        if (sinkCommitter == null || queue == null) {
            throw new IllegalStateException("no sink of that name: " + sink);
        }
        sinkCommitter.lane().execute(() -> {
            try {
                int count = 0;
                CommitOutcome outcome = CommitOutcome.COMMITTED;
                while (count < requests.size()) {
                    CommitRequest<Object> request = requests.get(count);
                    String where = sink + "/" + request.subtask();
                    observer.reached(ProtocolStep.COMMITTING, request.checkpointId(), where);
                    outcome = sinkCommitter.committer().commit(request);
                    if (!isCommitted(outcome)) {
                        break;
                    }
                    observer.reached(ProtocolStep.COMMITTED, request.checkpointId(), where);
                    count++;
                }
                int committedCount = count;
                CommitOutcome last = outcome;
                mailbox.post(() -> queue.answered(committedCount, last, nanoTime.getAsLong()));
            } catch (Throwable e) {
                mailbox.post(() -> failure.accept(e));
            }
        });
    }

    @Override
    public void confirmed(String sink, long checkpointId) {
        confirmed.put(sink, checkpointId);
        outstanding.merge(checkpointId, -1, Integer::sum);
        while (!outstanding.isEmpty() && outstanding.firstEntry().getValue() == 0) {
            committed.accept(outstanding.pollFirstEntry().getKey());
        }
    }

    @Override
    public void fail(Throwable cause) {
        failure.accept(cause);
    }

    static boolean isCommitted(CommitOutcome outcome) {
        return switch (outcome.status()) {
            case COMMITTED, ALREADY_COMMITTED -> true;
            case RETRY_LATER, IN_DOUBT -> false;
        };
    }

    private static List<CommitRequest<Object>> requests(long checkpointId, String sink, List<TaskSnapshot> snapshots) {
        List<CommitRequest<Object>> requests = new ArrayList<>();
        for (TaskSnapshot snapshot : snapshots) {
            for (SinkPart part : snapshot.sinks()) {
                if (part.stage().equals(sink)) {
                    for (Object committable : part.committables()) {
                        requests.add(new CommitRequest<>(checkpointId, part.subtask(), committable, false));
                    }
                }
            }
        }
        return requests;
    }
}
