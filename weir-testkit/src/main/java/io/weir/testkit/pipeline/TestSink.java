package io.weir.testkit.pipeline;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;
import io.weir.sink.CommitOutcome;
import io.weir.sink.Committer;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A sink that keeps what comes out of a pipeline for the test to look at: what is committed apart from what is only written. To the engine it is an exactly-once sink as any other, with
 * two-phase commit: its writers write into transactions that are invisible, the barrier seals them, and the decided checkpoint commits them. It is part of the outside world: a crash of the process
 * changes nothing in it.
 *
 * <p>A side output is looked at by a sink of its own, which the pipeline sends it to: {@code stream.sideOutput(LATE).sink("late", lateSink)}.
 *
 * <p>Made by {@link PipelineTest#sink}.
 *
 * <p>Threading: confined to the test's thread.
 *
 * @param <T> the type of its records
 */
public final class TestSink<T> implements Sink<T, TestTransaction> {

    private static final Serde<TestTransaction> SERDE = Serdes.of(TestTransaction.class);

    /** A writer of an attempt: it has one open transaction at most. */
    record Session(String owner, long attempt, int subtask) {}

    /** A record that is not committed yet. */
    private record Written<T>(T value, long timestamp) {}

    private final TestRun run;
    private final String name;
    private final List<T> written = new ArrayList<>();
    private final Map<Session, List<Written<T>>> open = new LinkedHashMap<>();
    private final Map<TestTransaction, List<Written<T>>> sealed = new LinkedHashMap<>();
    private final Set<TestTransaction> ledger = new HashSet<>();
    private final Map<String, Long> newestAttempts = new HashMap<>();
    private final List<TestRecord<T>> committed = new ArrayList<>();
    private int readCount;

    TestSink(TestRun run, String name) {
        this.run = run;
        this.name = name;
    }

    /** Returns the name that the test has given it; the stage that writes to it may have another. */
    public String name() {
        return name;
    }

    /**
     * Returns what is committed, which is what readers of a real sink see: in the order of checkpoints; within one by the sink's subtasks; of one subtask in the order in which it was written.
     * Records of one key keep their order, whatever the parallelism.
     */
    public List<T> committed() {
        List<T> values = new ArrayList<>(committed.size());
        committed.forEach(each -> values.add(each.value()));
        return List.copyOf(values);
    }

    /** Returns what is committed, in the order of {@link #committed}, with its timestamps, subtasks and checkpoints. */
    public List<TestRecord<T>> committedRecords() {
        return List.copyOf(committed);
    }

    /** Returns what is committed, by a key, each in its order; the keys in the order of their first records. */
    public <K> Map<K, List<T>> committedBy(Function<? super T, ? extends K> key) {
        Map<K, List<T>> byKey = new LinkedHashMap<>();
        committed.forEach(each -> byKey.computeIfAbsent(key.apply(each.value()), unused -> new ArrayList<>())
                .add(each.value()));
        return byKey;
    }

    /** Returns what has been committed since the last call, in the order of {@link #committed}. */
    public List<T> newlyCommitted() {
        List<T> values = committed().subList(readCount, committed.size());
        readCount = committed.size();
        return values;
    }

    /** Returns what is written and neither committed nor given up yet: the next checkpoint commits it, or a crash throws it away and it is written again. */
    public List<T> uncommitted() {
        List<T> values = new ArrayList<>();
        sealed.values().forEach(each -> each.forEach(record -> values.add(record.value())));
        open.values().forEach(each -> each.forEach(record -> values.add(record.value())));
        return List.copyOf(values);
    }

    /**
     * Returns everything that has ever been written, by any attempt, committed or not, in the order of writing. After a crash it holds some records twice: a sink without transactions would
     * have shown them so.
     */
    public List<T> written() {
        return List.copyOf(written);
    }

    /**
     * Asserts that exactly these are committed, each as often as it is given, in any order.
     *
     * @throws AssertionError that says what is missing, what is too much, and which failures the job had
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final void assertCommitted(T... expected) {
        assertCommitted(List.of(expected));
    }

    /** As {@link #assertCommitted(Object[])}. */
    public void assertCommitted(List<? extends T> expected) {
        List<Object> missing = new ArrayList<>(expected);
        List<Object> surplus = new ArrayList<>();
        for (T value : committed()) {
            if (!missing.remove((Object) value)) {
                surplus.add(value);
            }
        }
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            throw wrong("missing: " + missing + "; too much, or too often: " + surplus);
        }
    }

    /**
     * Asserts that exactly these are committed, in this order, which is that of {@link #committed}.
     *
     * @throws AssertionError that says where they differ first, and which failures the job had
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final void assertCommittedInOrder(T... expected) {
        assertCommittedInOrder(List.of(expected));
    }

    /** As {@link #assertCommittedInOrder(Object[])}. */
    public void assertCommittedInOrder(List<? extends T> expected) {
        List<T> actual = committed();
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            Object wanted = i < expected.size() ? expected.get(i) : "nothing more";
            Object found = i < actual.size() ? actual.get(i) : "nothing more";
            if (!wanted.equals(found)) {
                throw wrong("at index " + i + " expected: " + wanted + "; found: " + found);
            }
        }
    }

    private AssertionError wrong(String difference) {
        return new AssertionError("the test sink \"" + name + "\" has not committed what was expected: " + difference
                + "\n  committed: " + committed() + "\n  written and not committed: " + uncommitted() + "\n  "
                + run.summary());
    }

    static String owner(StageContext context) {
        return context.jobId() + "/" + context.stageName();
    }

    TestRun run() {
        return run;
    }

    void write(Session session, T value, long timestamp) {
        checkNotFenced(session.owner(), session.attempt());
        written.add(value);
        open.computeIfAbsent(session, unused -> new ArrayList<>()).add(new Written<>(value, timestamp));
    }

    /** Makes an open transaction durable. */
    List<TestTransaction> seal(Session session, long checkpointId) {
        checkNotFenced(session.owner(), session.attempt());
        List<Written<T>> records = open.remove(session);
        if (records == null) {
            return List.of();
        }
        TestTransaction transaction =
                new TestTransaction(session.owner(), session.attempt(), session.subtask(), checkpointId);
        sealed.put(transaction, records);
        return List.of(transaction);
    }

    void giveUp(Session session) {
        open.remove(session);
    }

    /** Fences older attempts, and aborts what they left and the checkpoint does not list. */
    void recover(String owner, long attempt, List<TestTransaction> kept) {
        checkNotFenced(owner, attempt);
        newestAttempts.put(owner, attempt);
        open.keySet().removeIf(session -> session.owner().equals(owner));
        sealed.keySet().removeIf(transaction -> transaction.owner().equals(owner) && !kept.contains(transaction));
    }

    Optional<String> doubt(TestTransaction transaction) {
        return ledger.contains(transaction) || sealed.containsKey(transaction)
                ? Optional.empty()
                : Optional.of(neverHeardOf(transaction));
    }

    /** Moves a sealed transaction to what readers see, together with its entry in the ledger. */
    CommitOutcome commit(TestTransaction transaction, long attempt) {
        checkNotFenced(transaction.owner(), attempt);
        if (ledger.contains(transaction)) {
            return CommitOutcome.ALREADY_COMMITTED;
        }
        List<Written<T>> records = sealed.remove(transaction);
        if (records == null) {
            return CommitOutcome.inDoubt(neverHeardOf(transaction));
        }
        ledger.add(transaction);
        for (Written<T> each : records) {
            committed.add(new TestRecord<>(
                    each.value(), each.timestamp(), transaction.subtask(), transaction.checkpointId()));
        }
        return CommitOutcome.COMMITTED;
    }

    private String neverHeardOf(TestTransaction transaction) {
        return "the test sink \"" + name + "\" has never heard of " + transaction;
    }

    private void checkNotFenced(String owner, long attempt) {
        long newest = newestAttempts.getOrDefault(owner, 0L);
        if (attempt < newest) {
            throw WeirException.defect(
                    "attempt " + attempt + " of " + owner + " still writes", "attempt " + newest + " has taken over");
        }
    }

    @Override
    public Committer<TestTransaction> createCommitter(StageContext context) {
        return new TestCommitter<>(this, run.process(), context);
    }

    @Override
    public SinkWriter<T, TestTransaction> createWriter(StageContext context) {
        Session session = new Session(owner(context), context.attempt(), context.subtask());
        return new TestWriter<>(this, run.process(), session);
    }

    @Override
    public Serde<TestTransaction> committableSerde() {
        return SERDE;
    }

    @Override
    public String toString() {
        return "test sink \"" + name + "\"";
    }
}
