package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CrashingStore.Fault;
import io.weir.error.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last checkpoints can be read at any moment: through bases, restarts, cleanups, and crashes at every operation. */
class RetentionTest {

    private static final List<Consumer<RetainingRun>> SCRIPT = List.of(
            RetainingRun::recover,
            RetainingRun::append,
            RetainingRun::append,
            RetainingRun::buildBase,
            RetainingRun::append,
            RetainingRun::confirm,
            RetainingRun::buildBase,
            RetainingRun::restart,
            RetainingRun::append,
            RetainingRun::buildBaseStep,
            RetainingRun::append,
            RetainingRun::confirm,
            RetainingRun::buildBase,
            RetainingRun::append,
            RetainingRun::buildBaseStep,
            RetainingRun::restart,
            RetainingRun::append,
            RetainingRun::confirm,
            RetainingRun::restart,
            RetainingRun::buildBase,
            RetainingRun::appendWhole,
            RetainingRun::append,
            RetainingRun::buildBaseStep,
            RetainingRun::append,
            RetainingRun::appendWhole,
            RetainingRun::restart);

    private static final int SEEDS_PER_OPERATION = 3;
    private static final int SEEDS = 200;
    private static final int STEPS_PER_SEED = 40;

    private final CrashingStore store = new CrashingStore(new Random(1));

    private Journal recover(int retained) {
        return Journal.recover(store, "orders", () -> "000000000000000a", retained)
                .journal();
    }

    /** One fault at each operation of each step; what is to be retained is there before the recovery, and after. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void survivesAFaultAtEveryOperation(Fault fault) {
        int reachedCount = 0;
        for (int step = 0; step < SCRIPT.size(); step++) {
            boolean reached = true;
            for (int operation = 0; reached; operation++) {
                reached = false;
                for (int seed = 0; seed < SEEDS_PER_OPERATION; seed++) {
                    reached |= script(seed, step, operation, fault);
                }
                reachedCount += reached ? 1 : 0;
            }
        }
        assertThat(reachedCount).isGreaterThan(50);
    }

    /** Returns whether the operation was reached. */
    private static boolean script(int seed, int faultStep, int faultOperation, Fault fault) {
        Random random = new Random(seed);
        CrashingStore disk = new CrashingStore(random);
        RetainingRun run = new RetainingRun(disk, random, 1 + seed % 4);
        boolean reached = false;
        try {
            for (int step = 0; step < SCRIPT.size(); step++) {
                if (step == faultStep) {
                    disk.failAt(faultOperation, fault);
                }
                SCRIPT.get(step).accept(run);
                if (step == faultStep) {
                    reached = disk.faultReached();
                    disk.failNever();
                }
            }
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed=" + seed + ", step=" + faultStep + ", operation=" + faultOperation + ", fault=" + fault, e);
        }
        return reached;
    }

    /** Faults one after another, also in the recovery from a fault; and a job can be started from each of the last checkpoints. */
    @Test
    void survivesFaultAfterFault() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            CrashingStore disk = new CrashingStore(random);
            RetainingRun run = new RetainingRun(disk, random, 1 + random.nextInt(6));
            try {
                run.recover();
                for (int i = 0; i < STEPS_PER_SEED; i++) {
                    if (random.nextInt(4) == 0) {
                        Fault[] faults = Fault.values();
                        disk.failAt(random.nextInt(15), faults[random.nextInt(faults.length)]);
                    }
                    step(random).accept(run);
                }
                disk.failNever();
                run.checkSavepoints();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed=" + seed, e);
            }
        }
    }

    private static Consumer<RetainingRun> step(Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> RetainingRun::confirm;
            case 2 -> RetainingRun::buildBase;
            case 3, 4 -> RetainingRun::buildBaseStep;
            case 5 -> RetainingRun::restart;
            case 6 -> RetainingRun::appendWhole;
            default -> RetainingRun::append;
        };
    }

    /** Before each operation of the store, so also between two deletions. */
    @Test
    void theLastOnesAreThereAtEveryMoment() {
        int[] moments = {0};
        for (int seed = 0; seed < 15; seed++) {
            Random random = new Random(seed);
            CrashingStore disk = new CrashingStore(random);
            RetainingRun run = new RetainingRun(disk, random, 1 + seed % 5);
            try {
                run.recover();
                run.append();
                disk.beforeOperation(() -> {
                    moments[0]++;
                    run.check();
                });
                for (int i = 0; i < STEPS_PER_SEED; i++) {
                    step(random).accept(run);
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed=" + seed, e);
            }
        }
        assertThat(moments[0]).isGreaterThan(400);
    }

    @Test
    void whatIsNoLongerNeededIsDeletedAndNothingElse() {
        Journal journal = recover(3);
        for (int id = 1; id <= 40; id++) {
            journal.append(confirmed(id));
            if (id % 2 == 0) {
                journal.buildBase();
            }
            List<String> bases = store.names().stream()
                    .filter(name -> name.startsWith("base"))
                    .toList();
            // Of 3 checkpoints the oldest lies up to one behind a base, which lies 2 behind the next.
            assertThat(bases).hasSizeLessThanOrEqualTo(3);
            assertThat(store.names()).hasSizeLessThanOrEqualTo(8);
            if (id > 3) {
                assertThat(ids()).contains((long) id, id - 1L, id - 2L);
            }
        }
        assertThat(ids()).containsExactly(38L, 39L, 40L);
        assertThat(JournalReader.summary(store).checkpoints())
                .extracting(CheckpointSummary::isBase)
                .containsExactly(true, false, true);
    }

    /** The files of one that is not settled may be all that tells what it has written. */
    @Test
    void nothingGivesWayToACheckpointWhoseOutputIsNotConfirmed() {
        Journal journal = recover(2);
        for (int id = 1; id <= 6; id++) {
            journal.append(confirmed(id));
        }
        journal.append(Checkpoints.of(7, "a", "7")); // two committables in the sink "out"
        journal.buildBase();
        for (int id = 8; id <= 10; id++) {
            journal.append(unconfirmedSince(id));
        }
        journal.buildBase();
        assertThat(ids()).contains(6L, 7L, 8L, 9L, 10L);

        journal = recover(2);
        assertThat(ids()).as("after a restart too").contains(6L, 7L, 8L, 9L, 10L);

        long next = 12;
        journal.confirm(List.of(new SinkConfirmation("out", 10)));
        journal.append(confirmed(next));
        journal.append(confirmed(next + 1));
        journal.buildBase();
        journal.append(confirmed(next + 2));
        journal.append(confirmed(next + 3));
        journal.buildBase();
        assertThat(ids()).doesNotContain(6L, 7L, 8L, 9L).contains(next + 2, next + 3);
    }

    @Test
    void aLaterAttemptKeepsWhatItIsToldTo() {
        Journal journal = recover(5);
        for (int id = 1; id <= 8; id++) {
            journal.append(confirmed(id));
            if (id % 2 == 0) {
                journal.buildBase();
            }
        }
        assertThat(ids()).containsExactly(4L, 5L, 6L, 7L, 8L);
        for (int i = 0; i < 3; i++) {
            recover(5);
            assertThat(ids()).containsExactly(4L, 5L, 6L, 7L, 8L);
        }
        recover(2);
        assertThat(ids()).containsExactly(6L, 7L, 8L);
        recover(1);
        assertThat(ids()).containsExactly(8L);
        recover(5);
        assertThat(ids()).containsExactly(8L);
    }

    /** Another attempt begins with another id, and ids in between were never decided. */
    @Test
    void checkpointsAreCountedAndNotTheirIds() {
        List<Long> all = new ArrayList<>();
        for (int attempt = 0; attempt < 12; attempt++) {
            RecoveredJob job = Journal.recover(store, "orders", () -> "000000000000000a", 4);
            job.journal().append(confirmed(job.firstCheckpointId()));
            all.add(job.firstCheckpointId());
            if (attempt % 3 == 2) {
                job.journal().buildBase();
            }
            assertThat(ids()).containsAll(all.subList(Math.max(0, all.size() - 4), all.size()));
        }
        assertThat(all.get(11) - all.get(8)).as("the ids have gaps").isGreaterThan(4);
        assertThat(ids()).hasSizeLessThan(8);
    }

    /** So a new job can begin there, although the checkpoint itself did not know yet. */
    @Test
    void anOlderCheckpointKnowsWhatHasBeenCommittedSince() {
        Journal journal = recover(6);
        for (int id = 1; id <= 6; id++) {
            journal.append(Checkpoints.of(id, "a", "" + id));
            if (id == 4) {
                journal.buildBase();
            }
        }
        CrashingStore fork = new CrashingStore(new Random(2));
        assertThatThrownBy(() -> Savepoint.copy(store, fork, "00000000000000ff", 2))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("savepoint-pending");
        journal.confirm(List.of(new SinkConfirmation("out", 5)));
        assertThat(JournalReader.checkpoint(store, 2).pending()).isNotEmpty();
        for (long id : new long[] {2, 5}) {
            CrashingStore to = new CrashingStore(new Random(id));
            assertThat(Savepoint.copy(store, to, "00000000000000ff", id).pendingCount())
                    .isZero();
            assertThat(JobModel.of(JournalReader.last(to)).state().values()).containsExactly("s1:" + id);
            assertThat(JournalReader.last(to).pending()).isEmpty();
        }
        assertThatThrownBy(() -> Savepoint.copy(store, fork, "00000000000000ff", 6))
                .hasMessageContaining("savepoint-pending");
        assertThatThrownBy(() -> Savepoint.copy(store, fork, null, 9)).hasMessageContaining("no-checkpoint");
        assertThatThrownBy(() -> Savepoint.copy(store, fork, null, 0)).hasMessageContaining("no-checkpoint");
        assertThat(fork.names()).isEmpty();
    }

    /** Nothing of the others is lost with it. */
    @Test
    void anOlderBaseThatIsNotWholeIsGoneAndTheLastCheckpointIsNot() {
        Journal journal = recover(9);
        for (int id = 1; id <= 6; id++) {
            journal.append(confirmed(id));
            if (id % 2 == 0) {
                journal.buildBase();
            }
        }
        store.remove(FileName.ofSegment(1, 2).text()); // between the bases 2 and 4
        assertThat(ids()).containsExactly(4L, 5L, 6L);
        recover(9);
        assertThat(ids()).containsExactly(4L, 5L, 6L);
        assertThat(store.names()).doesNotContain(FileName.ofBase(2, 1).text());
    }

    @Test
    void fewerThanOneIsRefused() {
        assertThatThrownBy(() -> BaseThresholds.DEFAULT.withRetained(0)).hasMessageContaining("[invalid-retention]");
    }

    private List<Long> ids() {
        return JournalReader.summary(store).checkpoints().stream()
                .map(CheckpointSummary::checkpointId)
                .toList();
    }

    private static CheckpointData confirmed(long id) {
        return withSink(id, new SinkSnapshot("out", "txn", id - 1, List.of()));
    }

    /** Confirms what came before checkpoint 7. */
    private static CheckpointData unconfirmedSince(long id) {
        return withSink(id, new SinkSnapshot("out", "txn", 6, List.of()));
    }

    private static CheckpointData withSink(long id, SinkSnapshot sink) {
        CheckpointData data = Checkpoints.of(id, "key" + id % 3, "value" + id);
        return new CheckpointData(id, data.sources(), data.states(), List.of(sink));
    }
}
