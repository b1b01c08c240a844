package io.weir.engine.journal;

import io.weir.engine.journal.CrashingStore.PowerLoss;
import io.weir.error.WeirException;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A job that works on a {@link CrashingStore}, with a {@link JournalOracle} that knows what its journal must hold. */
final class CrashRun {

    private static final Set<String> EXPECTED_FAILURES =
            Set.of("checkpoint-store-failed", "disk-full", "journal-stopped");

    private static final int RECOVERIES_MAX = 20;

    private final CrashingStore store;
    private final Random random;
    private final JournalOracle oracle = new JournalOracle();

    private Journal journal;
    private long nextId;

    CrashRun(CrashingStore store, Random random) {
        this.store = store;
        this.random = random;
    }

    /** Makes sure that there is a journal, whatever goes wrong. */
    void recover() {
        for (int i = 0; i < RECOVERIES_MAX; i++) {
            try {
                check(Journal.recover(store, "orders", () -> Long.toHexString(random.nextLong())));
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
        if (random.nextBoolean()) {
            store.crash();
        } else {
            store.kill();
        }
        recover();
    }

    void append() {
        CheckpointData data = Checkpoints.random(nextId, Math.max(0, nextId - 2), random);
        oracle.appending(data);
        run(() -> {
            journal.append(data);
            oracle.appended();
            nextId++;
        });
    }

    void confirm() {
        long id = oracle.decided().checkpointId();
        oracle.confirming("out", id);
        run(() -> journal.confirm(List.of(new SinkConfirmation("out", id))));
    }

    void confirmFinished() {
        long id = oracle.decided().checkpointId();
        oracle.confirming("out", id);
        oracle.finishing();
        run(() -> {
            journal.confirmFinished(List.of(new SinkConfirmation("out", id)));
            oracle.finished();
        });
    }

    void buildBase() {
        run(() -> journal.buildBase());
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (PowerLoss e) {
            powerBack();
            recover();
        } catch (WeirException e) {
            expected(e);
            store.failNever();
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

    private void check(RecoveredJob job) {
        oracle.check(job);
        oracle.adopt(job);
        journal = job.journal();
        nextId = job.firstCheckpointId();
    }
}
