package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.Journal;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.RecoveredJob;
import io.weir.error.WeirException;
import io.weir.s3.FaultProxy.Fault;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the network does to a call of a real client to a real server: nothing that was decided is lost, and nothing is decided twice. */
class FaultyNetworkIT {

    private static final Set<String> FAILURES =
            Set.of("checkpoint-store-failed", "journal-stopped", "store-not-usable");

    /** The build strikes at one call in so many, a long run ({@code -Dweir.soak=16}) at each. */
    private static final int STRIDE =
            (int) Math.max(1, Math.round(16 / Double.parseDouble(System.getProperty("weir.soak", "1"))));

    /** A call whose first try fails is tried again by the client, and nobody notices. Each call has one of the faults. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultOfOneTryIsHealed(Fault fault) throws IOException {
        for (int call = fault.ordinal(); run(call, fault, false, 0); call += Fault.values().length * STRIDE) {
            assertThat(call).isLessThan(1_000);
        }
    }

    /** All tries fail, by turns in one of two ways: what the call has done is not known until recovery finds out. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_AFTER", "LATE"})
    void aFaultOfAllTriesIsNeverTakenForAnything(Fault fault) throws IOException {
        for (int call = fault == Fault.LATE ? 1 : 0; run(call, fault, true, 1); call += 2 * STRIDE) {
            assertThat(call).isLessThan(1_000);
        }
    }

    @Test
    void withoutAFaultNothingFails() throws IOException {
        assertThat(run(1_000_000, Fault.ERROR, true, 0)).isFalse();
    }

    /** Returns whether the call was reached. */
    private static boolean run(int call, Fault fault, boolean everyTry, int failuresMax) throws IOException {
        try (FaultProxy proxy = new FaultProxy(Servers.endpoint())) {
            S3CheckpointStore place = Servers.store(proxy.endpoint(), "network-" + Keys.unique());
            proxy.failAt(call, fault, everyTry);
            Script script = new Script(place);
            script.runAll();
            assertThat(script.failureCount).as("failures, call=" + call).isLessThanOrEqualTo(failuresMax);
            return proxy.faultCount() > 0;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("call=" + call + ", fault=" + fault + ", every try=" + everyTry, e);
        }
    }

    /** A short life of a job; a step that fails ends the process, and the next one goes on. */
    private static final class Script {
        private final S3CheckpointStore place;
        private final DecisionOracle oracle = new DecisionOracle();
        private JournalStore store;
        private Journal journal;
        private long nextId;
        private int failureCount;

        Script(S3CheckpointStore place) {
            this.place = place;
        }

        void runAll() {
            recover();
            append();
            append();
            step(Journal::buildBase);
            append();
            recover();
        }

        private void recover() {
            for (int tries = 0; ; tries++) {
                try {
                    if (store != null) {
                        store.close();
                    }
                    store = place.open("orders");
                    RecoveredJob job = Journal.recover(store, "orders", () -> "000000000000000a");
                    oracle.check(job);
                    journal = job.journal();
                    nextId = job.firstCheckpointId();
                    return;
                } catch (WeirException e) {
                    failed(e);
                    assertThat(tries).isLessThan(3);
                }
            }
        }

        private void append() {
            oracle.appending(nextId);
            step(open -> {
                open.append(Checkpoints.of(nextId, 0));
                oracle.appended();
                nextId++;
            });
        }

        private void step(Consumer<Journal> step) {
            try {
                step.accept(journal);
            } catch (WeirException e) {
                failed(e);
                recover();
            }
        }

        private void failed(WeirException e) {
            failureCount++;
            assertThat(e.code()).isIn(FAILURES);
        }
    }
}
