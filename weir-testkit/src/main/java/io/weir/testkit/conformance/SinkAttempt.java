package io.weir.testkit.conformance;

import io.weir.sink.CommitOutcome;
import io.weir.sink.CommitRequest;
import io.weir.sink.Committer;
import io.weir.sink.RefusedRecordException;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a job's sink, driven as the engine drives it: the test's thread is the task of all writers, recovery and commits have a thread each.
 *
 * <p>Threading: confined to the test's thread.
 */
final class SinkAttempt<T, C> implements AutoCloseable {

    private final SinkJob<T, C> job;
    private final Sink<T, C> sink;
    private final long number;
    private final Mailbox mailbox;
    private final ExecutorService recoveryThread;
    private final ExecutorService commitThread;
    private final TaskContext committerContext;
    private final List<TaskContext> tasks = new ArrayList<>();
    private final List<SinkWriter<T, C>> writers = new ArrayList<>();
    private final Map<Integer, List<Written>> open = new TreeMap<>();

    /** What was pending when this attempt began. */
    private final List<Part<C>> inherited;

    private final long restoredId;
    private @Nullable Committer<C> committer;
    private boolean closed;

    SinkAttempt(SinkJob<T, C> job, Sink<T, C> sink, long number, int parallelism) throws Exception {
        this.job = job;
        this.sink = sink;
        this.number = number;
        this.mailbox = new Mailbox(job.owner().subject().patience());
        this.inherited = job.pending();
        this.restoredId = job.decidedId();
        this.recoveryThread = Threads.single("recovery");
        this.commitThread = Threads.single("commit");
        TaskContext.Place place = new TaskContext.Place(job.id(), job.stage(), number);
        this.committerContext = new TaskContext(place, 0, parallelism, mailbox);
        for (int subtask = 0; subtask < parallelism; subtask++) {
            tasks.add(new TaskContext(place, subtask, parallelism, mailbox));
        }
    }

    long number() {
        return number;
    }

    SinkJob<T, C> job() {
        return job;
    }

    int parallelism() {
        return tasks.size();
    }

    List<Part<C>> inherited() {
        return inherited;
    }

    boolean isFenced() {
        return committer != null;
    }

    SinkWriter<T, C> writer(int subtask) {
        return writers.get(subtask);
    }

    /** Runs the task until the condition holds. */
    void await(String what, Mailbox.Condition condition) throws Exception {
        mailbox.await(what, condition);
    }

    /** Recovers as the engine does, and makes the writers. */
    void recover() throws Exception {
        fence();
        for (Part<C> part : inherited) {
            settle(part);
        }
        job.confirm(restoredId);
        openWriters();
    }

    /** Makes the committer and lets it shut earlier attempts out. */
    void fence() throws Exception {
        List<CommitRequest<C>> requests = new ArrayList<>();
        for (Part<C> part : inherited) {
            requests.add(part.recovered(sink.committableSerde()));
        }
        Committer<C> made = makeCommitter();
        call(recoveryThread, "Committer.recover", () -> {
            made.recover(restoredId, requests);
            return true;
        });
        for (CommitRequest<C> request : requests) {
            Optional<String> doubt = call(recoveryThread, "Committer.doubt", () -> made.doubt(request));
            if (doubt.isPresent()) {
                checkCommitChangesNothing(made, request);
                throw new InDoubt(request + " is in doubt: " + doubt.get());
            }
        }
    }

    /** The engine asks to commit what a person has found not committed: the answer is the same doubt, and it stays (I10). */
    private void checkCommitChangesNothing(Committer<C> made, CommitRequest<C> request) throws Exception {
        CommitOutcome outcome = call(recoveryThread, "Committer.commit", () -> made.commit(request));
        if (outcome.status() != CommitOutcome.Status.IN_DOUBT) {
            throw new AssertionError(request + " is in doubt, and its commit answers " + outcome);
        }
        if (call(recoveryThread, "Committer.doubt", () -> made.doubt(request)).isEmpty()) {
            throw new AssertionError(request + " was in doubt, and is not any more after a commit that was in doubt");
        }
    }

    /** Makes the committer, if there is none yet. */
    Committer<C> makeCommitter() throws Exception {
        Committer<C> made = committer;
        if (made == null) {
            made = call(recoveryThread, "Sink.createCommitter", () -> sink.createCommitter(committerContext));
            committer = made;
        }
        return made;
    }

    /** Commits, in recovery, what an earlier attempt left, and checks the answer against what is known. */
    void settle(Part<C> part) throws Exception {
        Part.State before = part.state();
        CommitOutcome outcome = commit(part, part.recovered(sink.committableSerde()), recoveryThread);
        checkTruth(part, before, outcome);
    }

    /** Commits, in recovery, what is pending of one subtask only. */
    void settleFirst() throws Exception {
        if (!inherited.isEmpty()) {
            settle(inherited.get(0));
        }
    }

    /** Makes the writers, on the task's thread. */
    void openWriters() {
        for (TaskContext task : tasks) {
            writers.add(sink.createWriter(task));
        }
    }

    /** Writes new records through one writer. */
    void write(int subtask, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            awaitReady(subtask);
            T value = job.owner().newRecord(job, number, subtask);
            open.computeIfAbsent(subtask, absent -> new ArrayList<>())
                    .add(job.owner().writtenOf(value));
            // Not a time long past: outside systems may delete what is old by its own time.
            writers.get(subtask).write(value, System.currentTimeMillis());
        }
    }

    /** Writes a record that the sink must refuse. */
    void writeRefused(int subtask, T value) throws Exception {
        awaitReady(subtask);
        try {
            writers.get(subtask).write(value, System.currentTimeMillis());
        } catch (RefusedRecordException e) {
            return;
        }
        throw new AssertionError("a record was taken that must be refused: " + value);
    }

    /** Writes new records through every writer. */
    void writeAll(int count) throws Exception {
        for (int subtask = 0; subtask < tasks.size(); subtask++) {
            write(subtask, count);
        }
    }

    /** A writer that is not ready is asked again only after a wake-up, as in the engine. */
    private void awaitReady(int subtask) throws Exception {
        TaskContext task = tasks.get(subtask);
        boolean[] first = {true};
        await("writer " + subtask + " is ready, or wakes its task when it is", () -> {
            boolean ask = task.takeWakeUp() || first[0];
            first[0] = false;
            return ask && writers.get(subtask).ready();
        });
    }

    /** Begins a checkpoint: no writer is asked yet. */
    Checkpoint<C> begin() {
        return new Checkpoint<>(job.nextCheckpointId());
    }

    /** Asks a writer to seal, and does not wait for its answer. */
    void seal(Checkpoint<C> checkpoint, int subtask) {
        Answer<C> answer = new Answer<>(() -> mailbox.post(() -> {}));
        checkpoint.answers().put(subtask, answer);
        List<Written> contents = open.remove(subtask);
        checkpoint.contents().put(subtask, contents == null ? List.of() : contents);
        writers.get(subtask).prepareCommit(checkpoint.id(), answer);
    }

    void sealAll(Checkpoint<C> checkpoint) {
        for (int subtask = 0; subtask < tasks.size(); subtask++) {
            if (!checkpoint.answers().containsKey(subtask)) {
                seal(checkpoint, subtask);
            }
        }
    }

    /** Waits for the answers of those that were asked. */
    void awaitSealed(Checkpoint<C> checkpoint) throws Exception {
        for (Map.Entry<Integer, Answer<C>> each : checkpoint.answers().entrySet()) {
            int subtask = each.getKey();
            // The task goes on being asked whether it is writable, as in the engine.
            await("answer of writer " + subtask + " to the pre-commit", () -> {
                if (tasks.get(subtask).takeWakeUp()) {
                    writers.get(subtask).ready();
                }
                return each.getValue().isGiven();
            });
            if (checkpoint.partsOf(subtask).isEmpty()) {
                addParts(checkpoint, subtask, each.getValue().committables());
            }
        }
    }

    private void addParts(Checkpoint<C> checkpoint, int subtask, List<C> committables) {
        if (committables.isEmpty()
                && !checkpoint.contents().getOrDefault(subtask, List.of()).isEmpty()) {
            throw new AssertionError("the writer of subtask " + subtask + " answered with no committable, although "
                    + checkpoint.contents().get(subtask) + " had been written: it would be lost");
        }
        for (C committable : committables) {
            checkpoint.parts().add(job.part(sink, checkpoint.id(), subtask, committable));
        }
    }

    /** Seals at every writer and waits for the answers. */
    Checkpoint<C> prepare() throws Exception {
        Checkpoint<C> checkpoint = begin();
        sealAll(checkpoint);
        awaitSealed(checkpoint);
        return checkpoint;
    }

    /** Seals and decides. */
    Checkpoint<C> prepareAndDecide() throws Exception {
        Checkpoint<C> checkpoint = prepare();
        job.decide(checkpoint);
        return checkpoint;
    }

    /** Seals, decides, commits and confirms. */
    void checkpoint() throws Exception {
        Checkpoint<C> checkpoint = prepareAndDecide();
        commit(checkpoint);
        job.confirm(checkpoint.id());
    }

    void commit(Checkpoint<C> checkpoint) throws Exception {
        for (Part<C> part : checkpoint.parts()) {
            if (part.state() == Part.State.NOT_ASKED) {
                commit(part);
            }
        }
    }

    /** Commits what this attempt sealed, and checks the answer against what is known. */
    void commit(Part<C> part) throws Exception {
        Part.State before = part.state();
        checkTruth(part, before, commit(part, part.live(), commitThread));
    }

    /** Commits and returns the answer, whatever it is. */
    CommitOutcome tryCommit(Part<C> part) throws Exception {
        boolean mine = !inherited.contains(part);
        return commit(part, mine ? part.live() : part.recovered(sink.committableSerde()), commitThread);
    }

    private CommitOutcome commit(Part<C> part, CommitRequest<C> request, ExecutorService thread) throws Exception {
        Committer<C> asked = makeCommitter();
        CommitOutcome outcome;
        try {
            outcome = call(thread, "Committer.commit of " + part, () -> asked.commit(request));
        } catch (AttemptFailure e) {
            if (part.state() == Part.State.NOT_ASKED) {
                job.told(part, Part.State.UNKNOWN);
            }
            throw e;
        }
        switch (outcome.status()) {
            case COMMITTED, ALREADY_COMMITTED -> job.told(part, Part.State.COMMITTED);
            case RETRY_LATER, IN_DOUBT -> {}
        }
        return outcome;
    }

    private void checkTruth(Part<C> part, Part.State before, CommitOutcome outcome) {
        switch (outcome.status()) {
            case COMMITTED -> {
                if (before == Part.State.COMMITTED && !job.owner().has(SinkTrait.CANNOT_TELL_REPETITION)) {
                    throw new AssertionError(part + " had been committed; a commit must answer ALREADY_COMMITTED then");
                }
            }
            case ALREADY_COMMITTED -> {
                if (before == Part.State.NOT_ASKED) {
                    throw new AssertionError(part + " was never committed, and is said to be ALREADY_COMMITTED");
                }
            }
            case RETRY_LATER -> throw new AttemptFailure(part + ": " + outcome.reason());
            case IN_DOUBT -> throw new InDoubt(part + " is in doubt: " + outcome.reason());
        }
    }

    /** Runs a call on a thread that may block, while the task goes on. */
    private <R> R call(ExecutorService thread, String what, Callable<R> call) throws Exception {
        Future<R> result = thread.submit(call);
        mailbox.awaitWhateverFails(what + " returns", result::isDone);
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new AttemptFailure(e.getCause());
        }
    }

    <R> R onCommitThread(String what, Callable<R> call) throws Exception {
        return call(commitThread, what, call);
    }

    /** Waits until nothing runs on its lanes, in whatever state it is. */
    void comeToRest() throws Exception {
        if (!closed) {
            mailbox.awaitWhateverFails(
                    "the lanes come to rest",
                    () -> tasks.stream().allMatch(TaskContext::isAtRest) && committerContext.isAtRest());
        }
    }

    /** Closes as the engine closes an attempt: writers, then the committer on its thread, then the lanes. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            closeAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while an attempt was being closed", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("an attempt could not be closed", e);
        }
    }

    private void closeAll() throws Exception {
        for (int i = 0; i < writers.size(); i++) {
            writers.get(i).close();
        }
        tasks.forEach(TaskContext::closeTask);
        Committer<C> made = committer;
        if (made != null) {
            call(commitThread, "Committer.close", () -> {
                made.close();
                return true;
            });
        }
        committerContext.closeTask();
        for (TaskContext task : tasks) {
            task.awaitLanes();
        }
        committerContext.awaitLanes();
        TaskContext.awaitClosed(recoveryThread);
        TaskContext.awaitClosed(commitThread);
    }
}
