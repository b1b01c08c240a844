package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.CrashingStore.PowerLoss;
import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A job on a {@link CrashingStore} that retains checkpoints, and knows what each of them must hold. */
final class RetainingRun {

    private static final Set<String> EXPECTED_FAILURES =
            Set.of("checkpoint-store-failed", "disk-full", "journal-stopped");

    private static final int RECOVERIES_MAX = 20;

    private final CrashingStore store;
    private final Random random;
    private final int retained;

    /** Every decided checkpoint, oldest first. */
    private final List<JobModel> decided = new ArrayList<>();

    /** What an append under way may have decided; null if none is. */
    private JobModel undecided;

    private Journal journal;
    private long nextId;

    RetainingRun(CrashingStore store, Random random, int retained) {
        this.store = store;
        this.random = random;
        this.retained = retained;
    }

    /** Makes sure that there is a journal, whatever goes wrong. */
    void recover() {
        for (int i = 0; i < RECOVERIES_MAX; i++) {
            try {
                RecoveredJob job =
                        Journal.recover(store, "orders", () -> Long.toHexString(random.nextLong()), retained);
                adopt(job.checkpoint() == null ? 0 : job.checkpoint().checkpointId());
                journal = job.journal();
                nextId = job.firstCheckpointId();
                check();
                return;
            } catch (PowerLoss e) {
                powerBack();
            } catch (WeirException e) {
                expected(e);
                store.failNever();
            }
        }
        throw new AssertionError("no recovery succeeded, tries=" + RECOVERIES_MAX);
    }

    /** The process ends, and another begins. */
    void restart() {
        powerBack();
        recover();
    }

    void append() {
        CheckpointData data = Checkpoints.random(nextId, Math.max(0, nextId - 1 - random.nextInt(3)), random);
        undecided = last().plus(data);
        run(() -> {
            journal.append(data);
            adopt(nextId);
            nextId++;
        });
    }

    /** A checkpoint with all state, and a base that is prepared from it. */
    void appendWhole() {
        CheckpointData data = Checkpoints.random(nextId, Math.max(0, nextId - 1 - random.nextInt(3)), random);
        undecided = last().plus(data);
        // What was removed is not in it; a delta says so, if it changed with this checkpoint.
        CheckpointData whole = Checkpoints.whole(data, undecided);
        List<StateDelta> states = new ArrayList<>(data.states());
        states.addAll(whole.states());
        CheckpointData written = new CheckpointData(nextId, data.sources(), states, data.inFlight(), data.sinks());
        run(() -> {
            journal.append(written);
            adopt(nextId);
            nextId++;
            journal.prepareBase(whole);
        });
    }

    void confirm() {
        long id = last().checkpointId();
        run(() -> journal.confirm(List.of(new SinkConfirmation("out", id), new SinkConfirmation("side", id))));
    }

    void buildBase() {
        run(() -> journal.buildBase());
    }

    /** Does a piece of a base, and leaves it at that. */
    void buildBaseStep() {
        run(() -> journal.buildBaseStep());
    }

    /** Every one of the last checkpoints can be read, as it was; whatever else can be read is right too. */
    void check() {
        long lastId = decided.isEmpty() ? 0 : JournalReader.last(store).checkpointId();
        List<JobModel> known = new ArrayList<>(decided);
        if (undecided != null && undecided.checkpointId() == lastId) {
            known.add(undecided);
        }
        List<JobModel> kept = known.subList(Math.max(0, known.size() - retained), known.size());
        for (JobModel model : kept) {
            RestoredCheckpoint read = JournalReader.checkpoint(store, model.checkpointId());
            assertSame(model, read);
        }
        if (!known.isEmpty()) {
            List<Long> listed = JournalReader.summary(store).checkpoints().stream()
                    .map(CheckpointSummary::checkpointId)
                    .toList();
            assertThat(listed)
                    .containsAll(kept.stream().map(JobModel::checkpointId).toList());
            assertThat(known.stream().map(JobModel::checkpointId).toList()).endsWith(listed.toArray(Long[]::new));
            long any = listed.get(random.nextInt(listed.size()));
            assertSame(
                    known.stream()
                            .filter(model -> model.checkpointId() == any)
                            .findFirst()
                            .orElseThrow(),
                    JournalReader.checkpoint(store, any));
        }
    }

    /** Starts a job from each of the last checkpoints, each on a disk of its own. */
    void checkSavepoints() {
        for (JobModel model : decided.subList(Math.max(0, decided.size() - retained), decided.size())) {
            CrashingStore copy = new CrashingStore(new Random(1));
            Savepoint savepoint = Savepoint.copy(store, copy, null, model.checkpointId());
            assertThat(savepoint.checkpointId()).isEqualTo(model.checkpointId());
            RecoveredJob job = Journal.recover(copy, "orders", () -> "no new job");
            assertSame(model, job.checkpoint());
            assertThat(job.firstCheckpointId())
                    .as("an id that nobody can have used")
                    .isGreaterThan(last().checkpointId() + 1);
        }
    }

    private static void assertSame(JobModel model, RestoredCheckpoint read) {
        JobModel actual = JobModel.of(read);
        assertThat(actual.checkpointId()).isEqualTo(model.checkpointId());
        assertThat(actual.sources()).as("checkpoint %d", actual.checkpointId()).isEqualTo(model.sources());
        assertThat(actual.state()).as("checkpoint %d", actual.checkpointId()).isEqualTo(model.state());
        assertThat(model.pending()).as("checkpoint %d", actual.checkpointId()).containsAll(actual.pending());
    }

    private JobModel last() {
        return decided.isEmpty() ? JobModel.EMPTY : decided.get(decided.size() - 1);
    }

    private void adopt(long lastId) {
        if (undecided != null && undecided.checkpointId() == lastId) {
            decided.add(undecided);
        }
        undecided = null;
        assertThat(last().checkpointId()).isEqualTo(lastId);
    }

    private void run(Runnable step) {
        try {
            step.run();
            check();
        } catch (PowerLoss e) {
            powerBack();
            check();
            recover();
        } catch (WeirException e) {
            expected(e);
            store.failNever();
            check();
            recover();
        }
    }

    private void powerBack() {
        if (random.nextInt(3) == 0) {
            store.kill();
        } else {
            store.crash();
        }
    }

    private static void expected(WeirException e) {
        if (!EXPECTED_FAILURES.contains(e.code())) {
            throw e;
        }
    }
}
