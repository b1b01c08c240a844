package io.weir.testkit.conformance;

import io.weir.sink.CommitOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An outside system in memory: sealed batches, a ledger a subtask, and what readers see. With at most one flaw. */
final class Depot {

    private final Set<SinkFlaw> flaws;
    private final Set<SinkFault> faults = EnumSet.noneOf(SinkFault.class);
    private final Map<DepotBatch.Name, List<String>> sealed = new LinkedHashMap<>();
    private final Map<DepotBatch.Name, List<String>> done = new LinkedHashMap<>();
    private final Map<String, List<String>> staging = new HashMap<>();
    private final Map<String, Long> ledger = new HashMap<>();
    private final Map<String, Long> newestAttempts = new HashMap<>();
    private final List<String> visible = new ArrayList<>();

    Depot(Set<SinkFlaw> flaws) {
        this.flaws = flaws;
    }

    boolean has(SinkFlaw flaw) {
        return flaws.contains(flaw);
    }

    synchronized List<String> visible() {
        return List.copyOf(visible);
    }

    synchronized int sealedCount() {
        return sealed.size();
    }

    synchronized void plant(SinkFault fault) {
        if (fault == SinkFault.SEALED_OUTPUT_IS_FORGOTTEN) {
            sealed.clear();
        } else {
            faults.add(fault);
        }
    }

    synchronized void show(List<String> records) {
        visible.addAll(records);
    }

    /** Keeps what is written and not sealed; only with a flaw is it anywhere but in the writer. */
    synchronized void stage(String place, String record) {
        staging.computeIfAbsent(place, absent -> new ArrayList<>()).add(record);
    }

    synchronized List<String> takeStaged(String place) {
        List<String> taken = staging.remove(place);
        return taken == null ? List.of() : taken;
    }

    synchronized void seal(DepotBatch.Name name, List<String> records) throws IOException {
        checkNotFenced(name.owner(), name.attempt());
        if (faults.remove(SinkFault.PRE_COMMIT_FAILS)) {
            throw new IOException("the depot is full");
        }
        sealed.put(name, records);
    }

    synchronized void giveUp(String owner, long attempt, int subtask) {
        sealed.keySet()
                .removeIf(name -> name.owner().equals(owner) && name.attempt() == attempt && name.subtask() == subtask);
    }

    /** Returns the ledger, for those who look at it too early. */
    synchronized Map<String, Long> ledger() {
        return Map.copyOf(ledger);
    }

    synchronized void recover(String owner, long attempt, long restoredId, List<DepotBatch> listed) {
        if (!has(SinkFlaw.THE_LAST_TO_RECOVER_WINS)) {
            checkNotFenced(owner, attempt);
        }
        newestAttempts.put(owner, attempt);
        long last = 0;
        for (Map.Entry<String, Long> entry : ledger.entrySet()) {
            last = entry.getKey().startsWith(owner + "/") ? Math.max(last, entry.getValue()) : last;
        }
        if (last > restoredId && !has(SinkFlaw.LOST_CHECKPOINTS_ARE_NOT_NOTICED)) {
            throw new IllegalStateException("checkpoint " + last + " is committed, the job has " + restoredId);
        }
        List<DepotBatch.Name> names = listed.stream().map(DepotBatch::name).toList();
        if (has(SinkFlaw.ABORT_AFTER_COMMIT)) {
            done.forEach((name, records) -> {
                if (name.owner().equals(owner) && !names.contains(name)) {
                    visible.removeAll(records);
                }
            });
        }
        if (has(SinkFlaw.RECOVERY_COMMITS_ALL)) {
            sealed.values().forEach(visible::addAll);
        }
        if (!has(SinkFlaw.ORPHANS_STAY_OPEN)) {
            sealed.keySet().removeIf(name -> isMine(name, owner) && !isKept(name, names));
        }
    }

    private boolean isMine(DepotBatch.Name name, String owner) {
        return has(SinkFlaw.ORPHANS_BY_PREFIX)
                ? name.owner().startsWith(owner)
                : name.owner().equals(owner);
    }

    private boolean isKept(DepotBatch.Name name, List<DepotBatch.Name> listed) {
        return listed.contains(name) && !has(SinkFlaw.ABORTS_WHAT_IS_LISTED);
    }

    /** A committer's request: its attempt, and whether the batch comes from a checkpoint. */
    record By(long attempt, boolean recovered) {}

    synchronized CommitOutcome commit(DepotBatch batch, By by, Map<String, Long> known) throws IOException {
        DepotBatch.Name name = batch.name();
        boolean zombie = by.attempt() < newestAttempts.getOrDefault(batch.owner(), 0L);
        if (!zombiesMayCommit()) {
            checkNotFenced(batch.owner(), by.attempt());
        }
        String entry = ledgerEntry(batch);
        if (known.getOrDefault(entry, 0L) >= batch.checkpointId()) {
            boolean again = by.recovered()
                    ? has(SinkFlaw.REDO_WITHOUT_ASKING)
                    : has(SinkFlaw.COMMIT_IS_NOT_IDEMPOTENT) || (zombie && has(SinkFlaw.ZOMBIES_COMMIT_AGAIN));
            if (again) {
                visible.addAll(done.getOrDefault(name, List.of()));
            }
            return again || has(SinkFlaw.COMMIT_DOES_NOT_SAY_THAT_IT_WAS_DONE)
                    ? CommitOutcome.COMMITTED
                    : CommitOutcome.ALREADY_COMMITTED;
        }
        if (faults.remove(SinkFault.COMMIT_FAILS)) {
            return has(SinkFlaw.SWALLOWS_A_FAILED_COMMIT)
                    ? CommitOutcome.COMMITTED
                    : CommitOutcome.retryLater("the depot is closed for lunch");
        }
        List<String> records = sealed.remove(name);
        if (records == null && zombie && has(SinkFlaw.DOES_NOT_FENCE)) {
            records = batch.records();
        }
        if (records == null && has(SinkFlaw.ZOMBIE_COMMITS_BETWEEN)) {
            records = done.get(name);
        }
        if (records == null) {
            return whatIsNotThere();
        }
        return append(batch, records, by.recovered());
    }

    private CommitOutcome append(DepotBatch batch, List<String> records, boolean recovered) throws IOException {
        if (records.isEmpty() && has(SinkFlaw.EMPTY_COMMIT_FAILS)) {
            throw new IOException("an empty batch");
        }
        ledger.put(ledgerEntry(batch), batch.checkpointId());
        done.put(batch.name(), records);
        if (recovered && has(SinkFlaw.REDO_IN_THE_WRONG_PLACE)) {
            visible.addAll(0, records);
        } else if (has(SinkFlaw.HALF_COMMIT)) {
            visible.addAll(records.subList(0, (records.size() + 1) / 2));
        } else if (!has(SinkFlaw.VISIBLE_WHEN_WRITTEN) && !has(SinkFlaw.VISIBLE_AT_PRE_COMMIT)) {
            visible.addAll(records);
        }
        if (faults.remove(SinkFault.COMMIT_REPLY_IS_LOST)) {
            if (has(SinkFlaw.REPEATS_AFTER_A_LOST_REPLY)) {
                visible.addAll(records);
                return CommitOutcome.COMMITTED;
            }
            throw new IOException("the reply is lost");
        }
        return CommitOutcome.COMMITTED;
    }

    private CommitOutcome whatIsNotThere() {
        return has(SinkFlaw.WHAT_IS_FORGOTTEN_IS_CALLED_COMMITTED) || has(SinkFlaw.ABORTS_WHAT_IS_LISTED)
                ? CommitOutcome.ALREADY_COMMITTED
                : CommitOutcome.inDoubt("the depot does not know this batch");
    }

    private boolean zombiesMayCommit() {
        return has(SinkFlaw.DOES_NOT_FENCE)
                || has(SinkFlaw.ZOMBIES_COMMIT_AGAIN)
                || has(SinkFlaw.ZOMBIE_COMMITS_BETWEEN);
    }

    private String ledgerEntry(DepotBatch batch) {
        return batch.owner() + "/" + (has(SinkFlaw.ONE_LEDGER_FOR_ALL_SUBTASKS) ? "all" : batch.subtask());
    }

    private void checkNotFenced(String owner, long attempt) {
        long newest = newestAttempts.getOrDefault(owner, 0L);
        boolean fenced = has(SinkFlaw.THE_LAST_TO_RECOVER_WINS) ? attempt != newest : attempt < newest;
        if (fenced && !has(SinkFlaw.SHARED_STAGING)) {
            throw new IllegalStateException("attempt " + attempt + " of " + owner + " is fenced");
        }
    }
}
