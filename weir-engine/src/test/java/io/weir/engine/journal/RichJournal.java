package io.weir.engine.journal;

import io.weir.engine.journal.CheckpointData.InFlightRecords;
import io.weir.engine.journal.CheckpointData.RecordType;
import io.weir.engine.journal.CheckpointData.SourceSnapshot;
import io.weir.engine.journal.CrashingStore.Fault;
import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A small journal with several of each: sources, states, schemas, removals, sinks, attempts, segments of one attempt,
 * confirmations, and a base. It never changes its mind: the same generation gives the same bytes.
 *
 * <p>Threading: confined to one thread.
 */
final class RichJournal {

    /** What is last in the last segment. */
    enum End {
        CHECKPOINT,
        FINISHED
    }

    static final List<Consumer<RichJournal>> STEPS = List.of(
            RichJournal::recover,
            RichJournal::append,
            RichJournal::append,
            RichJournal::append,
            journal -> journal.confirm("out", 1),
            journal -> journal.job.journal().buildBase(),
            RichJournal::append,
            RichJournal::append,
            RichJournal::recover,
            RichJournal::append,
            journal -> journal.confirm("side", journal.nextId - 1),
            RichJournal::append,
            RichJournal::recover,
            RichJournal::append,
            RichJournal::beginSegment,
            RichJournal::append,
            RichJournal::append,
            RichJournal::append);

    private final String generation;
    private final Random random;
    private final CrashingStore store = new CrashingStore(new Random(1));
    private final TreeMap<Long, JobModel> history = new TreeMap<>(Map.of(0L, JobModel.EMPTY));
    private final TreeMap<String, Long> confirmed = new TreeMap<>();
    private RecoveredJob job;
    private long nextId;

    private RichJournal(String generation) {
        this.generation = generation;
        this.random = new Random(generation.hashCode());
    }

    static RichJournal write(String generation, End end) {
        RichJournal journal = write(generation, STEPS.size());
        if (end == End.FINISHED) {
            long id = journal.nextId - 1;
            journal.confirm("out", id);
            journal.job.journal().confirmFinished(List.of(new SinkConfirmation("side", id)));
            journal.confirmed.put("side", id);
        }
        return journal;
    }

    /** Returns the journal as it was after some of the {@link #STEPS}. */
    static RichJournal write(String generation, int stepCount) {
        RichJournal journal = new RichJournal(generation);
        STEPS.subList(0, stepCount).forEach(step -> step.accept(journal));
        return journal;
    }

    CrashingStore store() {
        return store;
    }

    /** Returns the files by name. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        store.names().forEach(name -> files.put(name, store.bytes(name)));
        return files;
    }

    /** Returns what each checkpoint means if no confirmation but those within checkpoints got through; by id. */
    TreeMap<Long, JobModel> history() {
        return history;
    }

    /** Returns what of a checkpoint is pending if every confirmation got through. */
    SortedSet<String> pendingMin(long checkpointId) {
        SortedSet<String> pending = history.get(checkpointId).pending();
        for (Map.Entry<String, Long> sink : confirmed.entrySet()) {
            pending = JobModel.withoutConfirmed(pending, sink.getKey(), sink.getValue());
        }
        return pending;
    }

    static RecoveredJob recover(JournalStore from) {
        return Journal.recover(from, "orders", () -> "000000000000000f");
    }

    private void recover() {
        job = Journal.recover(store, "orders", () -> generation);
        nextId = job.firstCheckpointId();
    }

    private void append() {
        CheckpointData some = Checkpoints.random(nextId, Math.max(0, nextId - 3), random);
        List<SourceSnapshot> sources = new ArrayList<>(some.sources());
        sources.add(new SourceSnapshot("log", "file", List.of(Checkpoints.bytes("part-0@" + nextId * 100))));
        List<InFlightRecords> inFlight = new ArrayList<>();
        for (long i = 0; i < nextId % 3; i++) {
            inFlight.add(new InFlightRecords(
                    "count",
                    (int) (i % 2),
                    (int) nextId % 5,
                    List.of(new RecordType("Order", "record Order{id:long}")),
                    1,
                    Checkpoints.bytes("order-" + nextId + "-" + i)));
        }
        CheckpointData data = new CheckpointData(nextId, sources, some.states(), inFlight, some.sinks());
        job.journal().append(data);
        history.put(nextId, history.lastEntry().getValue().plus(data));
        nextId++;
    }

    private void confirm(String sink, long checkpointId) {
        job.journal().confirm(List.of(new SinkConfirmation(sink, checkpointId)));
        confirmed.put(sink, checkpointId);
    }

    /** Begins another segment, on which no base follows. */
    private void beginSegment() {
        store.failOn(operation -> operation.startsWith("create base-"), Fault.DISK_FULL);
        try {
            job.journal().buildBase();
            throw new AssertionError("the base was built");
        } catch (WeirException e) {
            store.failNever();
        }
    }
}
