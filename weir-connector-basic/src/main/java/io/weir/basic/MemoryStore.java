package io.weir.basic;

import io.weir.error.WeirException;
import io.weir.sink.CommitEvidence;
import io.weir.sink.CommitOutcome;
import io.weir.sink.OutsideTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An outside system in memory, with transactions: readers see what is committed, and nothing else. It fails on request.
 *
 * <p>It checks what it can of the protocol: a commit by an older attempt than the newest is refused (I9), and so is one
 * out of order (I8).
 *
 * <p>Threading: Thread-safe.
 */
public final class MemoryStore<T> {

    private static final Comparator<MemoryTransaction> COMMIT_ORDER =
            Comparator.comparingLong(MemoryTransaction::checkpointId).thenComparingInt(MemoryTransaction::subtask);

    /** A writer of an attempt: it has one open transaction at most. */
    private record Session(String owner, long attempt, int subtask) {

        String id() {
            return "open/" + attempt + "/" + subtask;
        }
    }

    private final MemoryFaults faults = new MemoryFaults();
    private final Set<Session> open = new HashSet<>();
    private final Map<MemoryTransaction, List<MemoryWriter.Written<T>>> sealed = new LinkedHashMap<>();
    private final Set<MemoryTransaction> ledger = new HashSet<>();
    private final Map<String, MemoryTransaction> lastCommitted = new HashMap<>();
    private final Map<String, Long> newestAttempts = new HashMap<>();
    private final List<CommittedRecord<T>> committed = new ArrayList<>();

    /** Makes an empty store. */
    public MemoryStore() {}

    /** Returns the values of all committed records, in the order of their commits. */
    public synchronized List<T> committed() {
        List<T> values = new ArrayList<>(committed.size());
        for (CommittedRecord<T> entry : committed) {
            values.add(entry.value());
        }
        return List.copyOf(values);
    }

    /** Returns how many records are committed. */
    public synchronized int committedCount() {
        return committed.size();
    }

    /** Returns all committed records, in the order of their commits. */
    public synchronized List<CommittedRecord<T>> committedRecords() {
        return List.copyOf(committed);
    }

    /** Returns how many transactions are open, which a restart must abort. */
    public synchronized int openCount() {
        return open.size();
    }

    /** Returns how many transactions are sealed and neither committed nor aborted. */
    public synchronized int sealedCount() {
        return sealed.size();
    }

    /**
     * Waits until {@code count} records or more are committed.
     *
     * @return whether they are; false if the time is over
     */
    public synchronized boolean awaitCommitted(int count, Duration timeout) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (committed.size() < count) {
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }

    /** Makes the next {@code count} pre-commits fail: their checkpoints are aborted. */
    public synchronized void failPreCommits(int count) {
        faults.preCommitFailures = count;
    }

    /**
     * Makes the next {@code count} commits fail without an effect, as definite answers: the engine tries again later.
     */
    public synchronized void failCommits(int count) {
        faults.commitFailures = count;
    }

    /**
     * Lets the next {@code count} commits happen and loses the replies: the engine cannot know, and asks again in
     * recovery.
     */
    public synchronized void loseCommitReplies(int count) {
        faults.lostReplies = count;
    }

    /** Makes commits hang, before they do anything, until {@link #releaseCommits}. */
    public synchronized void holdCommits() {
        faults.commitsHeld = true;
    }

    /** Loses everything sealed and its traces, as a system does that forgets transactions after a time: their commits are in doubt. */
    public synchronized void forgetSealed() {
        sealed.clear();
    }

    /** Lets commits go on. */
    public synchronized void releaseCommits() {
        faults.commitsHeld = false;
        notifyAll();
    }

    synchronized void open(String owner, long attempt, int subtask) {
        checkNotFenced(owner, attempt);
        open.add(new Session(owner, attempt, subtask));
    }

    /** Drops a writer's open transaction. */
    synchronized void abort(String owner, long attempt, int subtask) {
        open.remove(new Session(owner, attempt, subtask));
    }

    /** Makes an open transaction durable, if it may be. */
    synchronized void seal(MemoryTransaction transaction, List<MemoryWriter.Written<T>> records) {
        checkNotFenced(transaction.owner(), transaction.attempt());
        if (faults.preCommitFails()) {
            throw WeirException.external(
                    "memory-store-failed", "cannot seal " + transaction, "a test asked for it", "nothing", null);
        }
        open.remove(new Session(transaction.owner(), transaction.attempt(), transaction.subtask()));
        sealed.put(transaction, List.copyOf(records));
    }

    /** Fences older attempts, and aborts what they left and the checkpoint does not list. */
    synchronized void recover(
            String owner, long attempt, long restoredCheckpointId, Collection<MemoryTransaction> kept) {
        checkNotFenced(owner, attempt);
        MemoryTransaction last = lastCommitted.get(owner);
        if (last != null && last.checkpointId() > restoredCheckpointId) {
            throw WeirException.user(
                    "checkpoint-lost",
                    "the store has output of checkpoint=" + last.checkpointId() + " of " + owner
                            + ", the job continues from checkpoint=" + restoredCheckpointId,
                    "the checkpoint directory is an older copy or has lost checkpoints",
                    "bring the newer directory back, or start with a new store");
        }
        newestAttempts.put(owner, attempt);
        open.removeIf(session -> session.owner().equals(owner));
        sealed.keySet().removeIf(transaction -> transaction.owner().equals(owner) && !kept.contains(transaction));
    }

    /** Returns why it cannot be known whether a transaction is committed, if it cannot. */
    synchronized Optional<String> doubt(MemoryTransaction transaction) {
        return ledger.contains(transaction) || sealed.containsKey(transaction)
                ? Optional.empty()
                : Optional.of(neverHeardOf(transaction));
    }

    /** Returns what an owner has open or sealed, sorted by id. */
    synchronized List<OutsideTransaction> unsettled(String owner) {
        List<OutsideTransaction> unsettled = new ArrayList<>();
        for (Session session : open) {
            if (session.owner().equals(owner)) {
                unsettled.add(new OutsideTransaction(
                        session.id(), session.subtask(), "open", "attempt=" + session.attempt()));
            }
        }
        for (MemoryTransaction transaction : sealed.keySet()) {
            if (transaction.owner().equals(owner)) {
                unsettled.add(new OutsideTransaction(
                        transaction.id(), transaction.subtask(), "sealed", "checkpoint=" + transaction.checkpointId()));
            }
        }
        unsettled.sort(Comparator.comparing(OutsideTransaction::id));
        return unsettled;
    }

    /** Says whether a transaction is committed. */
    synchronized CommitEvidence evidence(MemoryTransaction transaction) {
        if (ledger.contains(transaction)) {
            return CommitEvidence.committed("the store's ledger has it");
        }
        return doubt(transaction)
                .map(CommitEvidence::inDoubt)
                .orElseGet(() -> CommitEvidence.notCommitted("it is sealed"));
    }

    /** Drops what an owner has open or sealed under a name. */
    synchronized void abort(String owner, String id) {
        if (!id.startsWith("open/") && !id.startsWith("sealed/")) {
            throw WeirException.user(
                    "not-this-jobs",
                    "the store has no transaction " + id + " of " + owner,
                    "names of transactions begin with open/ or sealed/",
                    "take a name that weir transactions list shows");
        }
        open.removeIf(session -> session.owner().equals(owner) && session.id().equals(id));
        sealed.keySet()
                .removeIf(transaction ->
                        transaction.owner().equals(owner) && transaction.id().equals(id));
    }

    private static String neverHeardOf(MemoryTransaction transaction) {
        return "the store has never heard of " + transaction;
    }

    /** Moves a sealed transaction to what readers see, together with its entry in the ledger. */
    synchronized CommitOutcome commit(MemoryTransaction transaction, long attempt)
            throws IOException, InterruptedException {
        while (faults.commitsHeld) {
            wait();
        }
        checkNotFenced(transaction.owner(), attempt);
        if (ledger.contains(transaction)) {
            return CommitOutcome.ALREADY_COMMITTED;
        }
        if (faults.commitFails()) {
            return CommitOutcome.retryLater("a test asked for it");
        }
        List<MemoryWriter.Written<T>> records = sealed.get(transaction);
        if (records == null) {
            return CommitOutcome.inDoubt(neverHeardOf(transaction));
        }
        append(transaction, records);
        if (faults.replyIsLost()) {
            throw new IOException("the reply to the commit was lost: " + transaction);
        }
        return CommitOutcome.COMMITTED;
    }

    private void append(MemoryTransaction transaction, List<MemoryWriter.Written<T>> records) {
        MemoryTransaction last = lastCommitted.get(transaction.owner());
        if (last != null && COMMIT_ORDER.compare(last, transaction) >= 0) {
            throw WeirException.defect("I8: commits out of order", "last=" + last + ", next=" + transaction);
        }
        sealed.remove(transaction);
        ledger.add(transaction);
        lastCommitted.put(transaction.owner(), transaction);
        for (MemoryWriter.Written<T> written : records) {
            committed.add(new CommittedRecord<>(written.value(), written.timestamp(), transaction));
        }
        notifyAll();
    }

    private void checkNotFenced(String owner, long attempt) {
        long newest = newestAttempts.getOrDefault(owner, 0L);
        if (attempt < newest) {
            throw WeirException.user(
                    "fenced",
                    "attempt " + attempt + " of " + owner + " may not write any more",
                    "attempt " + newest + " has taken over",
                    "run the job in one process only");
        }
    }
}
