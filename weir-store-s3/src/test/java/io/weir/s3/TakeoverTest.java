package io.weir.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.Journal;
import io.weir.engine.journal.RecoveredJob;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.s3.MemoryServer.Client;
import io.weir.s3.MemoryServer.Fault;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** I9, without a lock: one process takes a job over from another that goes on. */
class TakeoverTest {

    private static final List<Consumer<Journal>> ZOMBIE_STEPS =
            List.of(journal -> journal.append(Checkpoints.of(4, 0)), Journal::buildBase, Journal::checkOwnership);

    /** The older process takes a step between any two requests of the recovery of the newer. What it is told to be decided, the newer finds. */
    @Test
    void whateverTheOlderDecidesIsSeenByTheNewerAndNothingLater() throws IOException {
        int takeoverCount = 0;
        int decidedCount = 0;
        for (Consumer<Journal> step : ZOMBIE_STEPS) {
            for (int request = 0, more = 1; more > 0; request++) {
                MemoryServer server = new MemoryServer();
                RecoveredJob older = begin(server.client());
                older.journal().append(Checkpoints.of(1, 0));
                older.journal().append(Checkpoints.of(2, 0));
                older.journal().buildBase();
                older.journal().append(Checkpoints.of(3, 0));
                boolean[] decided = {false};
                Client client = server.client();
                client.before(request, () -> decided[0] = succeeds(older.journal(), step));

                RecoveredJob newer = begin(client);

                more = client.requestCount() > request ? 1 : 0;
                long found = newer.checkpoint().checkpointId();
                if (step == ZOMBIE_STEPS.get(0)) {
                    assertThat(found).as("request=" + request).isIn(decided[0] ? List.of(4L) : List.of(3L, 4L));
                    decidedCount += decided[0] ? 1 : 0;
                } else {
                    assertThat(found).as("request=" + request).isEqualTo(3);
                }
                newer.journal().append(Checkpoints.of(newer.firstCheckpointId(), 0));
                long next = decided[0] && step == ZOMBIE_STEPS.get(0) ? 5 : 4;
                assertThat(succeeds(older.journal(), journal -> journal.append(Checkpoints.of(next, 0))))
                        .isFalse();
                newer.journal().append(Checkpoints.of(newer.firstCheckpointId() + 1, 0));
                assertThat(begin(server.client()).checkpoint().checkpointId()).isEqualTo(newer.firstCheckpointId() + 1);
                takeoverCount++;
            }
        }
        assertThat(takeoverCount).isGreaterThan(60);
        assertThat(decidedCount).isGreaterThan(1);
    }

    /** The older process hands a part over to the network, which keeps it until the newer has read the journal, has published its own segment, or has long gone on. */
    @Test
    void aPartThatComesLateIsNeverTakenForDecided() throws IOException {
        for (int delay = 1; delay < 60; delay++) {
            MemoryServer server = new MemoryServer();
            server.delay(delay);
            Client client = server.client();
            RecoveredJob older = begin(client);
            older.journal().append(Checkpoints.of(1, 0));
            client.failAt(0, Fault.DELAYED);
            assertThat(succeeds(older.journal(), journal -> journal.append(Checkpoints.of(2, 0))))
                    .isFalse();

            RecoveredJob newer = begin(server.client());
            long found = newer.checkpoint().checkpointId();
            long id = newer.firstCheckpointId();
            newer.journal().append(Checkpoints.of(id, 0));
            newer.journal().buildBase();
            server.deliver();

            RecoveredJob next = begin(server.client());
            assertThat(next.checkpoint().checkpointId()).isEqualTo(id);
            assertThat(Checkpoints.state(next.checkpoint()).containsValue("v2"))
                    .as("delay=" + delay)
                    .isEqualTo(found == 2);
        }
    }

    @Test
    void whoWasOvertakenIsToldSo() throws IOException {
        MemoryServer server = new MemoryServer();
        Journal older = begin(server.client()).journal();
        older.append(Checkpoints.of(1, 0));
        begin(server.client());

        assertThatThrownBy(() -> older.append(Checkpoints.of(2, 0))).isInstanceOfSatisfying(WeirException.class, e -> {
            assertThat(e.code()).isEqualTo("superseded-attempt");
            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
        });
    }

    @Test
    void whoOnlyReadsTakesNothingOver() throws IOException {
        MemoryServer server = new MemoryServer();
        Journal journal = begin(server.client()).journal();
        journal.append(Checkpoints.of(1, 0));

        ObjectStore other = JournalRun.open(server.client());
        other.sweep();
        assertThat(other.list()).isNotEmpty();

        journal.append(Checkpoints.of(2, 0));
        journal.buildBase();
    }

    private static RecoveredJob begin(Client client) throws IOException {
        ObjectStore store = JournalRun.open(client);
        store.sweep();
        return JournalRun.recover(store);
    }

    private static boolean succeeds(Journal journal, Consumer<Journal> step) {
        try {
            step.accept(journal);
            return true;
        } catch (WeirException e) {
            assertThat(e.code()).isIn("superseded-attempt", "checkpoint-store-failed", "journal-stopped");
            return false;
        }
    }
}
