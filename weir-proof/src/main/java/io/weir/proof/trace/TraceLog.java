package io.weir.proof.trace;

import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.proof.kafka.SimKafka;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Result;
import io.weir.testkit.world.SimProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes down, in the order in which it happens, what the engine says of its steps and what the world sees of them.
 *
 * <p>An attempt is known by the order of claims: an attempt's own number can be lost with the power, and be taken again.
 *
 * <p>Threading: confined to the world.
 */
final class TraceLog implements SimKafka.Witness {

    private static final String ATTEMPT_MARK = "attempt=";
    private static final String RECOVERY_MARK = ".recovery";

    private final List<TraceEvent> events = new ArrayList<>();
    private final Map<Integer, Integer> attemptOfProcess = new HashMap<>();
    private final Map<Long, Integer> attemptOfNumber = new HashMap<>();
    private int attempts;

    List<TraceEvent> events() {
        return events;
    }

    /** A process has made the file that claims an attempt's number. */
    void claimed(SimProcess process, long number) {
        gone(process);
        attempts++;
        attemptOfProcess.put(process.id(), attempts);
        attemptOfNumber.put(number, attempts);
        add(TraceStep.CLAIM, attempts);
    }

    /** A segment of the journal has its name. Only an attempt's first one takes the place of older ones; it can come once more, after a loss of power. */
    void published(SimProcess process) {
        TraceEvent publish = TraceEvent.of(TraceStep.PUBLISH, attemptOf(process));
        if (!events.contains(publish)) {
            events.add(publish);
        }
    }

    /** The attempt of a process does nothing more; what it has asked the brokers for may still happen. */
    void gone(SimProcess process) {
        Integer attempt = attemptOfProcess.remove(process.id());
        if (attempt != null) {
            add(TraceStep.GONE, attempt);
        }
    }

    /**
     * All processes are dead.
     *
     * @param published the number of the newest attempt that has a segment now; 0 if there is none. What newer ones had published was not durable yet, so that
     *     they had not acted on it: they have not published.
     */
    void powerLost(long published) {
        int newest = attemptOfNumber.getOrDefault(published, 0);
        events.removeIf(event -> event.step() == TraceStep.PUBLISH && event.attempt() > newest);
        add(TraceStep.POWER, 0);
        attemptOfProcess.clear();
    }

    void emitted(SimProcess process, Event event) {
        add(TraceStep.EMIT, attemptOf(process), event.source() + 1, event.sequence() + 1);
    }

    void taken(SimProcess process, Event event, long count) {
        int task = TracedPipeline.taskOf(event.source(), event.sequence());
        add(TraceStep.TAKE, attemptOf(process), task, event.source() + 1, event.sequence() + 1, count);
    }

    void injected(SimProcess process, int source, long checkpointId, int position) {
        add(TraceStep.INJECT, attemptOf(process), source, checkpointId, position);
    }

    /** A reader of committed records has seen the output of a task, from the job's beginning to its end. */
    void shown(int task, List<Result> results) {
        add(TraceStep.SHOWN, 0, task, recordsOf(results));
    }

    ProtocolObserver observerOf(SimProcess process) {
        return (step, checkpointId, where) -> reached(attemptOf(process), step, checkpointId, where);
    }

    private void reached(int attempt, ProtocolStep step, long checkpointId, String where) {
        switch (step) {
            case JOURNAL_RECOVERED -> add(TraceStep.RECOVERED, attempt, checkpointId);
            case FENCING -> add(TraceStep.FENCING, attempt);
            case FENCED -> add(TraceStep.FENCED, attempt);
            case RUNNING -> add(TraceStep.RUNNING, attempt);
            case TRIGGERED -> add(TraceStep.TRIGGER, attempt, checkpointId);
            case ALIGNED -> {
                int task = TracedPipeline.taskNamed(where);
                if (task > 0) {
                    add(TraceStep.ALIGNED, attempt, task, checkpointId);
                }
            }
            case PRE_COMMITTED -> add(TraceStep.SEALED, attempt, taskOf(where), checkpointId);
            case DECIDING -> add(TraceStep.DECIDING, attempt, checkpointId);
            case DECIDED -> add(TraceStep.DECIDED, attempt, checkpointId);
            case COMMITTING -> add(TraceStep.COMMITTING, attempt, taskOf(where), checkpointId);
            case COMMITTED -> add(TraceStep.COMMITTED, attempt, taskOf(where), checkpointId);
            case CONFIRMED -> add(TraceStep.CONFIRMED, attempt, checkpointId);
            case FINISHED -> add(TraceStep.FINISHED, attempt);
            // The model has no such steps: an attempt begins with its claim, and who acknowledges is told by what
            // follows.
            case RECOVERING, SNAPSHOT, PRE_COMMITTING, ACKNOWLEDGED -> {}
        }
    }

    /** What the brokers answer for is told by {@link #shown(String, Map, List)}. */
    @Override
    public void committed(String transactionalId, List<OffsetAndMetadata> offsets) {}

    @Override
    public void shown(
            String transactionalId,
            Map<String, OffsetAndMetadata> offsets,
            List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            // First entries of the ledger.
            return;
        }
        List<Result> results = new ArrayList<>();
        records.forEach(record -> results.add(Result.ofBytes(record.value())));
        TraceStep step = transactionalId.endsWith(RECOVERY_MARK) ? TraceStep.REDONE : TraceStep.VISIBLE;
        if (offsets.size() != 1) {
            // Records without an entry in the ledger are nobody's; the model has no such step.
            add(step, 0, 0, 0, recordsOf(results));
            return;
        }
        String group = offsets.keySet().iterator().next();
        OffsetAndMetadata entry = offsets.values().iterator().next();
        int attempt = attemptOfNumber.getOrDefault(numberIn(entry.metadata()), 0);
        int task = 1 + Integer.parseInt(group.substring(group.lastIndexOf('.') + 1));
        addCommit(TraceEvent.of(step, attempt, task, entry.offset(), recordsOf(results)));
    }

    /**
     * A commit that arrives when the power has been lost since its attempt's claim was on its way then. It is written down before the loss: an attempt has no
     * memory after it, and nobody can have looked in between, because whoever looks shuts the sender out first.
     */
    private void addCommit(TraceEvent commit) {
        int claim = events.indexOf(TraceEvent.of(TraceStep.CLAIM, commit.attempt()));
        for (int i = Math.max(0, claim); i < events.size(); i++) {
            if (events.get(i).step() == TraceStep.POWER) {
                events.add(i, commit);
                return;
            }
        }
        events.add(commit);
    }

    @Override
    public void opened(String transactionalId, SimProcess process) {
        if (transactionalId.endsWith(RECOVERY_MARK)) {
            add(TraceStep.OPENED, attemptOf(process));
        }
    }

    private int attemptOf(SimProcess process) {
        return attemptOfProcess.getOrDefault(process.id(), 0);
    }

    private void add(TraceStep step, int attempt, Object... values) {
        events.add(TraceEvent.of(step, attempt, values));
    }

    private static int taskOf(String where) {
        return 1 + Integer.parseInt(where.substring(where.lastIndexOf('/') + 1));
    }

    private static long numberIn(String metadata) {
        return Long.parseLong(metadata.substring(metadata.indexOf(ATTEMPT_MARK) + ATTEMPT_MARK.length()));
    }

    private static List<List<Integer>> recordsOf(List<Result> results) {
        List<List<Integer>> records = new ArrayList<>();
        for (Result result : results) {
            Event event = result.event();
            records.add(List.of(event.source() + 1, event.sequence() + 1));
        }
        return records;
    }
}
