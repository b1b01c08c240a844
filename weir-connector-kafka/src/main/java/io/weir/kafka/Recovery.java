package io.weir.kafka;

import io.weir.error.WeirException;
import io.weir.runtime.StageContext;
import io.weir.sink.CommitOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what earlier attempts left behind.
 *
 * <p>Threading: confined to the committer's thread.
 *
 * <p>Invariants:
 * <ul>
 *   <li>R1: everything that an earlier attempt could still commit is fenced before the ledger is read.
 *   <li>R2: whatever recovery itself writes goes through one transactional id, the same in each attempt, and rests on a ledger that was read after the
 *       producer of that id had been opened. So a recovery that was overtaken by a later one can no longer commit: not twice, and not an older entry over
 *       a newer.
 *   <li>R3: a subtask without an entry and with pending output stays without one, until a person decides: a fresh entry would claim that the output is
 *       committed. What a person finds committed is entered before anything else is written, for all checkpoints of a subtask at once: an entry for only
 *       the first of them would claim that the others are not committed.
 * </ul>
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final StageContext context;
    private final SinkSettings<?> settings;
    private final String stage;
    private final TransactionalIds ids;
    private final Ledger ledger;
    private final ProducerConfigs configs;

    /** What the ledger says, and what this recovery has added to it. */
    private final Map<Integer, Long> entries = new HashMap<>();

    private final Map<Integer, ConsumerGroupMetadata> ledgerGroups = new HashMap<>();
    private final Set<Integer> subtasks = new TreeSet<>();
    private long restoredCheckpointId;
    private @Nullable Admin admin;
    private @Nullable TransactionalProducer producer;

    Recovery(StageContext context, SinkSettings<?> settings) {
        this.context = context;
        this.settings = settings;
        this.stage = "sink " + context.stageName();
        this.ids = new TransactionalIds(context.jobId(), context.stageName());
        this.ledger = new Ledger(ids, settings.topic());
        this.configs = new ProducerConfigs(settings, stage);
    }

    /** Fences earlier attempts, reads the ledger, and makes sure that each subtask that may write has an entry in it. */
    void recover(long newRestoredCheckpointId, List<KafkaCommittable> pending) throws InterruptedException {
        restoredCheckpointId = newRestoredCheckpointId;
        for (int subtask = 0; subtask < context.parallelism(); subtask++) {
            subtasks.add(subtask);
        }
        pending.forEach(committable -> subtasks.add(committable.subtask()));
        Fence fence = new Fence(admin(), ids, stage);
        Set<String> known = fence.knownIds();
        known.forEach(id -> addSubtask(ids.subtaskOf(id)));
        Set<String> toFence = new TreeSet<>(known);
        pending.forEach(committable -> toFence.add(committable.transactionalId()));
        if (restoredCheckpointId > 0) {
            toFence.addAll(computedIds());
        }
        fence.fence(toFence);
        readLedger();
        if (!subtasksToEnter(pending).isEmpty()) {
            TransactionalProducer opened = openProducer();
            Map<Integer, Long> first = new TreeMap<>();
            subtasksToEnter(pending).forEach(subtask -> first.put(subtask, restoredCheckpointId));
            enter(opened, first);
        }
    }

    private Admin admin() {
        Admin existing = admin;
        if (existing != null) {
            return existing;
        }
        Admin created = settings.fencingAdmin(stage);
        admin = created;
        return created;
    }

    private ConsumerGroupMetadata ledgerGroup(int subtask) {
        return ledgerGroups.computeIfAbsent(subtask, absent -> ledger.group(absent, settings.client(), stage));
    }

    private void addSubtask(int subtask) {
        if (subtask >= 0) {
            subtasks.add(subtask);
        }
    }

    /** The ids of this attempt's writers. Earlier ones may have been used too, and the broker may have missed them when it was asked for all. */
    private Set<String> computedIds() {
        Set<String> computed = new TreeSet<>();
        for (int subtask = 0; subtask < context.parallelism(); subtask++) {
            for (int slot = 0; slot < settings.transactionsMax(); slot++) {
                computed.add(ids.of(subtask, slot));
            }
        }
        return computed;
    }

    private void readLedger() throws InterruptedException {
        Map<Integer, Long> read = ledger.read(admin(), subtasks);
        ledger.checkNotAhead(read, restoredCheckpointId);
        entries.clear();
        entries.putAll(read);
    }

    /** Returns the subtasks that will write, have no entry, and nothing pending (R3). */
    private List<Integer> subtasksToEnter(List<KafkaCommittable> pending) {
        List<Integer> result = new ArrayList<>();
        for (int subtask = 0; subtask < context.parallelism(); subtask++) {
            int candidate = subtask;
            boolean undecided = pending.stream().anyMatch(committable -> committable.subtask() == candidate);
            if (!entries.containsKey(subtask) && !undecided) {
                result.add(subtask);
            }
        }
        return result;
    }

    /** Opens the producer by which recovery writes, then reads the ledger once more (R2). */
    private TransactionalProducer openProducer() throws InterruptedException {
        TransactionalProducer opened = TransactionalProducer.open(configs, ids.ofRecovery(), settings.topic());
        producer = opened;
        readLedger();
        return opened;
    }

    /** Says why it cannot be known whether a committable is committed, if it cannot. */
    Optional<String> doubt(long checkpointId, KafkaCommittable committable) {
        return entries.containsKey(committable.subtask())
                ? Optional.empty()
                : Optional.of(ledger.isGone(stage, checkpointId, committable));
    }

    /** Begins the ledger of subtasks again, with the checkpoints up to which a person has found their output committed. An entry that is there stays. */
    void settled(Map<Integer, Long> foundCommitted) throws InterruptedException {
        TransactionalProducer to = producer == null ? openProducer() : producer;
        Map<Integer, Long> missing = new TreeMap<>(foundCommitted);
        missing.keySet().removeAll(entries.keySet());
        enter(to, missing);
    }

    /** Writes first entries, which say that everything up to these checkpoints is committed, in one transaction. */
    private void enter(TransactionalProducer to, Map<Integer, Long> first) {
        if (first.isEmpty()) {
            return;
        }
        try {
            first.forEach((subtask, checkpointId) ->
                    to.sendLedgerEntry(ledger.entry(checkpointId, context.attempt()), ledgerGroup(subtask)));
            to.commit();
        } catch (KafkaException e) {
            closeProducer();
            throw KafkaErrors.inWords(
                    "the ledger of " + stage + " could not be begun: first entries of subtasks " + first.keySet(), e);
        }
        entries.putAll(first);
    }

    /** Commits one committable of an earlier attempt, or finds that it is committed. */
    CommitOutcome commit(long checkpointId, KafkaCommittable committable) throws InterruptedException {
        CommitOutcome known = answer(checkpointId, committable);
        if (known != null) {
            return known;
        }
        TransactionalProducer to = producer == null ? openProducer() : producer;
        CommitOutcome meanwhile = answer(checkpointId, committable);
        return meanwhile == null ? redo(to, checkpointId, committable) : meanwhile;
    }

    /** Writes one committable whose ledger entry is gone, because a person found that it is not committed. */
    CommitOutcome commitAgain(long checkpointId, KafkaCommittable committable) throws InterruptedException {
        TransactionalProducer to = producer == null ? openProducer() : producer;
        if (entries.containsKey(committable.subtask())) {
            return commit(checkpointId, committable);
        }
        return redo(to, checkpointId, committable);
    }

    /** Returns what the ledger says, or null if it says that the committable is not committed. */
    private @Nullable CommitOutcome answer(long checkpointId, KafkaCommittable committable) {
        Long entry = entries.get(committable.subtask());
        if (entry == null) {
            return CommitOutcome.inDoubt(ledger.isGone(stage, checkpointId, committable));
        }
        return entry >= checkpointId ? CommitOutcome.ALREADY_COMMITTED : null;
    }

    private CommitOutcome redo(TransactionalProducer to, long checkpointId, KafkaCommittable committable)
            throws InterruptedException {
        LOG.info("writing {} of checkpoint {} again, to topic {}", committable, checkpointId, settings.topic());
        SendProgress progress = new SendProgress(context, settings.topic());
        // What fails here is thrown from here; a callback's own call of fail would only be a second way to say it.
        progress.beQuiet();
        try {
            to.sendAll(committable.records(), progress, configs.inFlightBytesMax(to.partitionCount()));
            progress.expectAcknowledged(committable.records().size());
            to.sendLedgerEntry(ledger.entry(checkpointId, context.attempt()), ledgerGroup(committable.subtask()));
            to.commit();
        } catch (KafkaException | WeirException e) {
            closeProducer();
            return confirm(checkpointId, committable, e);
        }
        entries.put(committable.subtask(), checkpointId);
        return CommitOutcome.COMMITTED;
    }

    /** Finds out by the ledger what became of a transaction whose commit failed: a new producer's opening has ended it, one way or the other. */
    private CommitOutcome confirm(long checkpointId, KafkaCommittable committable, RuntimeException error)
            throws InterruptedException {
        WeirException inWords = KafkaErrors.inWords(
                "the output of checkpoint " + checkpointId + " could not be written to topic " + settings.topic()
                        + " again",
                error);
        if (inWords.code().equals(KafkaErrors.FENCED)) {
            // A newer attempt is at work; another producer of ours would only disturb it.
            throw inWords;
        }
        try {
            openProducer();
        } catch (KafkaException | WeirException e) {
            inWords.addSuppressed(e);
            throw inWords;
        }
        CommitOutcome outcome = answer(checkpointId, committable);
        if (outcome != null) {
            return outcome.status() == CommitOutcome.Status.ALREADY_COMMITTED ? CommitOutcome.COMMITTED : outcome;
        }
        if (KafkaErrors.unwrap(error) instanceof RetriableException) {
            return CommitOutcome.retryLater(String.valueOf(inWords.getMessage()));
        }
        throw inWords;
    }

    private void closeProducer() {
        if (producer != null) {
            producer.closeAtOnce();
            producer = null;
        }
    }

    /** Closes its clients, if there are any. Idempotent. */
    void end() {
        closeProducer();
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }
}
