package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.Journal;
import io.weir.engine.journal.RecoveredJob;
import io.weir.engine.journal.SinkConfirmation;
import io.weir.error.WeirException;
import io.weir.s3.MemoryServer.Client;
import io.weir.s3.MemoryServer.Death;
import io.weir.s3.MemoryServer.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A job that works on a {@link MemoryServer}, with a {@link DecisionOracle} that knows what its journal must hold. */
final class JournalRun {

    /** So small that a base has several parts. */
    private static final int PART_SIZE_MAX = 64;

    private static final Set<String> EXPECTED_FAILURES = Set.of("checkpoint-store-failed", "journal-stopped");
    private static final int RECOVERIES_MAX = 10;

    private final MemoryServer server;
    private final DecisionOracle oracle = new DecisionOracle();
    private Client client;
    private ObjectStore store;
    private Journal journal;
    private long nextId;
    private boolean faultReached;

    JournalRun(MemoryServer server) {
        this.server = server;
        begin();
    }

    static ObjectStore open(Bucket bucket) {
        return new ObjectStore(bucket, new Keys("job/"), "memory", PART_SIZE_MAX, 1);
    }

    static RecoveredJob recover(ObjectStore store) {
        return Journal.recover(store, "orders", () -> "000000000000000a");
    }

    DecisionOracle oracle() {
        return oracle;
    }

    void failAt(int request, Fault fault) {
        faultReached = false;
        client.failAt(request, fault);
    }

    /** Returns whether the fault of the last {@link #failAt} has happened. */
    boolean faultReached() {
        return faultReached || client.faultReached();
    }

    /** A process begins. */
    private void begin() {
        faultReached |= client != null && client.faultReached();
        client = server.client();
        store = open(client);
    }

    /** The process ends without a word, and another begins. */
    void restart() {
        client.die();
        begin();
        recover();
    }

    /** The attempt ends, and another begins in the same process. */
    void again() {
        closeJournal();
        recover();
    }

    void recover() {
        for (int i = 0; i < RECOVERIES_MAX; i++) {
            try {
                store.sweep();
                RecoveredJob job = recover(store);
                oracle.check(job);
                journal = job.journal();
                nextId = job.firstCheckpointId();
                return;
            } catch (Death e) {
                begin();
            } catch (IOException e) {
                assertThat(faultReached()).isTrue();
            } catch (WeirException e) {
                expected(e);
            }
        }
        throw new AssertionError("no recovery succeeded, tries=" + RECOVERIES_MAX);
    }

    void append() {
        oracle.appending(nextId);
        run(() -> {
            journal.append(Checkpoints.of(nextId, oracle.confirmedMaybe()));
            oracle.appended();
            nextId++;
        });
    }

    void confirm() {
        oracle.confirming(oracle.decided());
        run(() -> journal.confirm(List.of(new SinkConfirmation("out", oracle.decided()))));
    }

    void finish() {
        oracle.confirming(oracle.decided());
        oracle.finishing();
        run(() -> {
            journal.confirmFinished(List.of(new SinkConfirmation("out", oracle.decided())));
            oracle.finished();
        });
    }

    void base() {
        run(() -> journal.buildBase());
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (Death e) {
            begin();
            recover();
        } catch (WeirException e) {
            expected(e);
            closeJournal();
            recover();
        }
    }

    private void closeJournal() {
        try {
            journal.close();
        } catch (WeirException e) {
            expected(e);
        } catch (Death e) {
            begin();
        }
    }

    private static void expected(WeirException e) {
        if (!EXPECTED_FAILURES.contains(e.code())) {
            throw e;
        }
    }

    /** Everything that a job does, with restarts between. */
    static final List<Consumer<JournalRun>> SCRIPT = List.of(
            JournalRun::recover,
            JournalRun::append,
            JournalRun::append,
            JournalRun::confirm,
            JournalRun::append,
            JournalRun::base,
            JournalRun::again,
            JournalRun::append,
            JournalRun::confirm,
            JournalRun::restart,
            JournalRun::restart,
            JournalRun::append,
            JournalRun::append,
            JournalRun::base,
            JournalRun::base,
            JournalRun::append,
            JournalRun::finish,
            JournalRun::restart,
            JournalRun::append,
            JournalRun::again);
}
