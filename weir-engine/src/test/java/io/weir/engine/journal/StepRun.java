package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.CrashingStore.Fault;
import io.weir.error.WeirException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A job that takes one {@link Step} after the other on a {@link CrashingStore}, and at chosen steps has all states
 * checked in which the power may fail: before each operation of the store, and after the last.
 *
 * <p>Threading: confined to one thread.
 */
final class StepRun {

    private final CrashingStore store;
    private final JournalOracle oracle = new JournalOracle();
    private Journal journal;
    private long nextId;

    /** Whether another attempt may have taken over; that one need not see that this one finishes. */
    private boolean zombie;

    StepRun(long seed) {
        this.store = new CrashingStore(new Random(seed));
    }

    /** What a job does, or what happens to it. */
    enum Step {
        APPEND(StepRun::append),
        CONFIRM(StepRun::confirm),
        FINISH(StepRun::finish),
        BASE(StepRun::base),

        /** The process is killed, and the next one recovers. */
        KILL(run -> {
            run.store.kill();
            run.recover();
        }),

        /** The power fails, and the next process recovers from one of the states that this may leave. */
        CUT(run -> {
            run.store.crash();
            run.recover();
        }),

        /** A checkpoint's sync fails, and the job recovers while its bytes can still be read. */
        UNSYNCED_APPEND(run -> {
            run.failing(operation -> operation.startsWith("sync journal-"), StepRun::append);
            run.recover();
        }),

        /** A checkpoint's sync fails, and what was not written is forgotten before the job recovers. */
        FORGOTTEN_APPEND(run -> {
            run.failing(operation -> operation.startsWith("sync journal-"), StepRun::append);
            run.store.forgetLost();
            run.recover();
        }),

        /** The next segment gets its name, that name's sync fails, and the job recovers. */
        UNSYNCED_SEGMENT_NAME(run -> {
            run.failing(new DirectorySyncAfter("rename journal-"), StepRun::base);
            run.recover();
        }),

        /** A base gets its name, that name's sync fails, and the job goes on without it. */
        UNSYNCED_BASE_NAME(run -> run.failing(new DirectorySyncAfter("rename base-"), StepRun::base));

        private final Consumer<StepRun> action;

        Step(Consumer<StepRun> action) {
            this.action = action;
        }
    }

    /** Operations that begin like this do nothing, and say that they have. */
    void lieOn(String operation) {
        store.lieOn(operation);
    }

    /** Recovers for the first time. */
    void start() {
        recover();
    }

    /** Recovers for the first time, and checks what each loss of power in the meantime may leave. */
    void start(CrashStates states) {
        checking(states, StepRun::recover);
    }

    void take(Step step) {
        step.action.accept(this);
    }

    /** Takes a step, and checks what each loss of power in the meantime may leave. */
    void take(Step step, CrashStates states) {
        checking(states, step.action);
    }

    /**
     * Another attempt recovers, and before one of its operations this one, which does not know yet, takes a step. The
     * other goes on. What each loss of power from that step on may leave is checked.
     *
     * @return whether the recovery had so many operations
     */
    boolean takeOver(int operation, Step zombieStep, CrashStates states) {
        int[] operations = {0};
        store.beforeOperation(() -> {
            int current = operations[0]++;
            if (current == operation) {
                store.beforeOperation(() -> states.check(store, oracle));
                asZombie(zombieStep);
            }
        });
        recover();
        store.beforeOperation(() -> {});
        states.check(store, oracle);
        return operations[0] > operation;
    }

    /** What a zombie is told to have failed may have been decided, until its successor says what was. */
    private void asZombie(Step step) {
        zombie = true;
        try {
            take(step);
        } catch (WeirException e) {
            assertThat(e.code()).isIn("superseded-attempt", "checkpoint-store-failed");
        }
        zombie = false;
    }

    private void checking(CrashStates states, Consumer<StepRun> action) {
        store.beforeOperation(() -> states.check(store, oracle));
        action.accept(this);
        store.beforeOperation(() -> {});
        states.check(store, oracle);
    }

    private void recover() {
        RecoveredJob job = Journal.recover(store, "orders", () -> "000000000000000a");
        oracle.check(job);
        oracle.adopt(job);
        journal = job.journal();
        nextId = job.firstCheckpointId();
    }

    private void append() {
        CheckpointData data = Checkpoints.of(nextId, "k" + nextId % 3, "v" + nextId);
        oracle.appending(data);
        journal.append(data);
        oracle.appended();
        nextId++;
    }

    private void confirm() {
        long id = oracle.decided().checkpointId();
        oracle.confirming("out", id);
        journal.confirm(List.of(new SinkConfirmation("out", id)));
    }

    private void finish() {
        long id = oracle.decided().checkpointId();
        oracle.confirming("out", id);
        oracle.finishing();
        journal.confirmFinished(List.of(new SinkConfirmation("out", id)));
        if (!zombie) {
            oracle.finished();
        }
    }

    private void base() {
        journal.buildBase();
    }

    private void failing(Predicate<String> operation, Consumer<StepRun> action) {
        store.failOn(operation, Fault.IO_ERROR);
        try {
            action.accept(this);
            assertThat(store.faultReached()).as("fault reached").isFalse();
        } catch (WeirException e) {
            assertThat(e.code()).isEqualTo("checkpoint-store-failed");
        }
        store.failNever();
    }

    /** The first sync of the directory behind an operation that begins like this. */
    private static final class DirectorySyncAfter implements Predicate<String> {
        private final String start;
        private boolean started;

        DirectorySyncAfter(String start) {
            this.start = start;
        }

        @Override
        public boolean test(String operation) {
            started |= operation.startsWith(start);
            return started && operation.equals("sync directory");
        }
    }
}
