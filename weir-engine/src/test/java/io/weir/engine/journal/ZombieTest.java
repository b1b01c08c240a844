package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** I9: an attempt that goes on after a newer one has taken over. */
class ZombieTest {

    private final CrashingStore store = new CrashingStore(new Random(1));

    @Test
    void isToldWhenItAppends() {
        RecoveredJob zombie = recover();
        zombie.journal().append(Checkpoints.of(1, "a", "1"));
        recover();

        assertSuperseded(() -> zombie.journal().append(Checkpoints.of(2, "a", "2")));
        assertThatThrownBy(() -> zombie.journal().append(Checkpoints.of(3, "a", "2")))
                .hasMessageContaining("[journal-stopped]");
    }

    @Test
    void isToldWhenItAsks() {
        RecoveredJob zombie = recover();
        zombie.journal().checkOwnership();
        recover();

        assertSuperseded(zombie.journal()::checkOwnership);
    }

    @Test
    void isIgnoredForEverWhateverItAppends() {
        RecoveredJob zombie = recover();
        zombie.journal().append(Checkpoints.of(1, "a", "1"));
        zombie.journal().append(Checkpoints.of(2, "a", "2"));
        RecoveredJob successor = recover();
        assertSuperseded(() -> zombie.journal().append(Checkpoints.of(3, "zombie", "3")));
        successor.journal().append(Checkpoints.of(4, "b", "4"));

        JobModel expected = JobModel.EMPTY
                .plus(Checkpoints.of(1, "a", "1"))
                .plus(Checkpoints.of(2, "a", "2"))
                .plus(Checkpoints.of(4, "b", "4"));
        RecoveredJob next = recover();
        assertThat(JobModel.of(next.checkpoint())).isEqualTo(expected);
        next.journal().buildBase();
        assertThat(JobModel.of(recover().checkpoint())).isEqualTo(expected);
    }

    @Test
    void deletesNothingThatItsSuccessorNeeds() {
        RecoveredJob zombie = recover();
        zombie.journal().append(Checkpoints.of(1, "a", "1"));
        zombie.journal().append(Checkpoints.of(2, "b", "2"));
        JobModel expected = JobModel.of(recover().checkpoint());

        assertSuperseded(zombie.journal()::buildBase);

        assertThat(JobModel.of(recover().checkpoint())).isEqualTo(expected);
    }

    /** It lists the files, is stopped, and goes on when another has had that number, and a third has deleted the claim. */
    @Test
    void takesNoNumberThatAnotherAttemptHasHad() {
        recover();
        List<Long> others = new ArrayList<>();
        JournalStore stopped = new ForwardingStore(store) {
            @Override
            public JournalFile create(String name) throws IOException {
                while (others.size() < 3) {
                    others.add(recover().attempt());
                }
                return super.create(name);
            }
        };

        RecoveredJob late = Journal.recover(stopped, "orders", () -> "0");

        assertThat(late.attempt()).isGreaterThan(others.get(2));
        assertThat(others).doesNotContain(late.attempt());
        assertThat(recover().attempt()).isEqualTo(late.attempt() + 1);
    }

    /** The zombie checks its ownership, is stopped, and goes on when its successor has read the journal. */
    @Test
    void mayEvenFinishABaseThatItBeganBefore() throws IOException {
        Journal zombie = recover().journal();
        zombie.append(Checkpoints.of(1, "a", "1"));
        zombie.append(Checkpoints.of(2, "b", "2"));
        CrashingStore before = store.copy(new Random(2));
        zombie.buildBase();
        CrashingStore after = store;

        RecoveredJob successor = Journal.recover(before, "orders", () -> "0");
        JobModel expected = JobModel.of(successor.checkpoint());
        for (String name :
                List.of(FileName.ofBase(2, 1).text(), FileName.ofSegment(1, 2).text())) {
            before.put(name, after.bytes(name));
        }
        before.delete(FileName.ofSegment(1, 1).text());

        assertThat(JobModel.of(Journal.recover(before, "orders", () -> "0").checkpoint()))
                .isEqualTo(expected);
    }

    /** In one process the next attempt starts once the last one's journal is closed, whatever its base builder does. */
    @Test
    void deletesNothingOnceItIsClosed() {
        List<Journal> opened = new ArrayList<>();
        JournalStore view = new RenameHook(store, to -> {
            if (to.startsWith("base-")) {
                opened.get(0).close();
            }
        });
        opened.add(Journal.recover(view, "orders", () -> "0").journal());
        opened.get(0).append(Checkpoints.of(1, "a", "1"));
        store.failNever();

        opened.get(0).buildBase();

        assertThat(store.operations()).noneMatch(operation -> operation.startsWith("delete"));
        assertThat(store.names())
                .contains(FileName.ofBase(1, 1).text(), FileName.ofSegment(1, 1).text());
    }

    @Test
    void cannotTakeOverFromItsSuccessor() {
        recover().journal().append(Checkpoints.of(1, "a", "1"));
        CrashingStore racing = store.copy(new Random(2));
        // The claim of attempt 3 appears while attempt 2 is still reading.
        JournalStore view =
                new RenameHook(racing, to -> racing.put(FileName.ofAttempt(3).text(), new byte[0]));

        assertSuperseded(() -> Journal.recover(view, "orders", () -> "0"));

        assertThat(Journal.recover(racing, "orders", () -> "0").attempt()).isEqualTo(4);
    }

    private static void assertSuperseded(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WeirException.class, e -> {
            assertThat(e.code()).isEqualTo("superseded-attempt");
            assertThat(e.kind()).isEqualTo(ErrorKind.USER);
            assertThat(e).hasMessageContaining("has taken the job over");
        });
    }

    private RecoveredJob recover() {
        return Journal.recover(store, "orders", () -> "000000000000000a");
    }
}
