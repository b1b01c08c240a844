package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CrashingStore.Fault;
import io.weir.error.WeirException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A savepoint is the last checkpoint, whole, without anything else; one that was cut short is none. */
class SavepointTest {

    private static final String PIPELINE = "orders";
    private static final String NEW_GENERATION = "00000000000000ff";

    private final CrashingStore store = new CrashingStore(new Random(1));
    private final CrashingStore copy = new CrashingStore(new Random(2));

    private static RecoveredJob recover(JournalStore from) {
        return Journal.recover(from, PIPELINE, () -> "000000000000000a");
    }

    /** Decides some checkpoints, with a base in the middle, and returns the model of the last. */
    private JobModel run(int count) {
        Journal journal = recover(store).journal();
        JobModel model = JobModel.EMPTY;
        for (int id = 1; id <= count; id++) {
            CheckpointData data = Checkpoints.of(id, "key" + id % 5, id % 4 == 0 ? null : "value" + id);
            journal.append(data);
            model = model.plus(data);
            if (id == count / 2) {
                journal.buildBase();
            }
        }
        return model;
    }

    @Test
    void aJobGoesOnFromItAsFromItsOwnDirectory() {
        JobModel model = run(9);

        Savepoint savepoint = Savepoint.copy(store, copy, null);

        assertThat(savepoint.checkpointId()).isEqualTo(9);
        assertThat(savepoint.jobId().name()).isEqualTo(PIPELINE);
        assertThat(JobModel.of(JournalReader.last(copy))).isEqualTo(model);
        RecoveredJob there = recover(copy);
        RecoveredJob here = recover(store);
        assertThat(JobModel.of(there.checkpoint())).isEqualTo(model);
        assertThat(there.jobId()).isEqualTo(here.jobId());
        assertThat(there.attempt()).isGreaterThan(1);
        assertThat(there.firstCheckpointId()).isGreaterThan(9);
        CheckpointData next = Checkpoints.of(there.firstCheckpointId(), "key1", "next");
        there.journal().append(next);
        assertThat(JobModel.of(recover(copy).checkpoint())).isEqualTo(model.plus(next));
    }

    @Test
    void aSavepointOfASavepointIsTheSame() {
        JobModel model = run(4);
        Savepoint.copy(store, copy, null);
        CrashingStore second = new CrashingStore(new Random(3));

        Savepoint.copy(copy, second, null);

        assertThat(JobModel.of(recover(second).checkpoint())).isEqualTo(model);
    }

    @Test
    void aNewJobHasAnotherGenerationAndLeavesNoOutputBehind() {
        Journal journal = recover(store).journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        assertThatThrownBy(() -> Savepoint.copy(store, copy, NEW_GENERATION))
                .isInstanceOf(WeirException.class)
                .hasMessageContaining("savepoint-pending");
        assertThat(copy.names()).as("nothing is written").isEmpty();
        journal.append(new CheckpointData(
                2, List.of(Checkpoints.source(2)), List.of(), List.of(new SinkSnapshot("out", "txn", 2, List.of()))));

        Savepoint savepoint = Savepoint.copy(store, copy, NEW_GENERATION);

        assertThat(savepoint.jobId().generation()).isEqualTo(NEW_GENERATION);
        assertThat(recover(copy).jobId()).isEqualTo(savepoint.jobId());
    }

    /** What is known of commits may stand behind the last checkpoint, and before one that was cut short. */
    @Test
    void whatWasConfirmedBeforeATornTailIsNotPending() throws IOException {
        Journal journal = recover(store).journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.confirm(List.of(new SinkConfirmation("out", 1)));
        String segment = store.names().stream()
                .filter(name -> name.startsWith("journal-"))
                .findFirst()
                .orElseThrow();
        long end = store.size(segment);
        journal.append(Checkpoints.of(2, "b", "2"));
        byte[] bytes = store.open(segment).readAllBytes();
        store.put(segment, Arrays.copyOf(bytes, (int) (end + (bytes.length - end) / 2)));

        Savepoint savepoint = Savepoint.copy(store, copy, NEW_GENERATION);

        assertThat(savepoint.checkpointId()).isEqualTo(1);
        assertThat(savepoint.pendingCount()).isZero();
        assertThat(JournalReader.last(copy).pending()).isEmpty();
    }

    @Test
    void anotherJobsSavepointIsRefusedAndNothingIsWritten() {
        run(3);
        assertThatThrownBy(() -> Savepoint.copyOf("payments", store, copy, null))
                .hasMessageContaining("foreign-checkpoint")
                .hasMessageContaining(store.location());
        assertThat(copy.names()).isEmpty();
        assertThat(Savepoint.copyOf(PIPELINE, store, copy, null).checkpointId()).isEqualTo(3);
    }

    /** The job goes on, and a base replaces the files that are being copied, at each look at them in turn. */
    @Test
    void aBaseThatReplacesTheFilesMeanwhileIsNoHarm() throws IOException {
        boolean reached = true;
        int looks = 0;
        for (int at = 0; reached; at++) {
            CrashingStore from = new CrashingStore(new Random(at));
            Journal journal = recover(from).journal();
            JobModel model = JobModel.EMPTY;
            for (int id = 1; id <= 6; id++) {
                model = model.plus(append(journal, id));
            }
            journal.buildBase();
            for (int id = 7; id <= 9; id++) {
                model = model.plus(append(journal, id));
            }
            Interrupting interrupting = new Interrupting(from, at, () -> {
                append(journal, 10);
                journal.buildBase();
                append(journal, 11);
                journal.buildBase();
            });
            CrashingStore target = new CrashingStore(new Random(at));

            Savepoint savepoint = Savepoint.copy(interrupting, target, null);

            JobModel before = model;
            JobModel after = before.plus(data(10)).plus(data(11));
            JobModel copied = JobModel.of(JournalReader.last(target));
            assertThat(copied)
                    .as("at=%d, checkpoint=%d", at, savepoint.checkpointId())
                    .isIn(before, before.plus(data(10)), after);
            assertThat(target.names()).doesNotContain(Savepoint.MARK).hasSize(3);
            reached = interrupting.interrupted;
            looks += reached ? 1 : 0;
        }
        assertThat(looks).isGreaterThan(5);
    }

    private static CheckpointData data(long id) {
        return Checkpoints.of(id, "key" + id % 5, id % 4 == 0 ? null : "value" + id);
    }

    private static CheckpointData append(Journal journal, long id) {
        CheckpointData data = data(id);
        journal.append(data);
        return data;
    }

    /** Lets something happen before one of the looks at the files. */
    private static final class Interrupting extends ForwardingStore {
        private final int at;
        private final Runnable action;
        private int looks;
        boolean interrupted;

        Interrupting(JournalStore store, int at, Runnable action) {
            super(store);
            this.at = at;
            this.action = action;
        }

        @Override
        public List<String> list() throws IOException {
            look();
            return super.list();
        }

        @Override
        public InputStream open(String name) throws IOException {
            look();
            return super.open(name);
        }

        @Override
        public long size(String name) throws IOException {
            look();
            return super.size(name);
        }

        private void look() {
            if (looks++ == at) {
                interrupted = true;
                action.run();
            }
        }
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        run(3);
        Savepoint.copy(store, copy, null);
        assertThatThrownBy(() -> Savepoint.copy(store, copy, null)).hasMessageContaining("savepoint-exists");
        CrashingStore foreign = new CrashingStore(new Random(4));
        foreign.create("somebody's").close();
        assertThatThrownBy(() -> Savepoint.copy(store, foreign, null)).hasMessageContaining("somebody's");
        assertThatThrownBy(
                        () -> Savepoint.copy(new CrashingStore(new Random(5)), new CrashingStore(new Random(6)), null))
                .hasMessageContaining("no-checkpoint");
    }

    /** A job whose segments are gone has decided something, and must say so: an older checkpoint in their place would be a silent step back. */
    @Test
    void whatADamagedJournalHasLeftIsNotTakenForNothing() throws IOException {
        run(6);
        Savepoint.copy(store, copy, null);
        for (String name : List.copyOf(store.names())) {
            if (name.startsWith("journal-")) {
                store.delete(name);
            }
        }
        List<String> left = List.copyOf(store.names());

        assertThat(Savepoint.fits(store)).isFalse();
        assertThatThrownBy(() -> Savepoint.copy(copy, store, null)).hasMessageContaining("files of a job");
        assertThat(List.copyOf(store.names())).isEqualTo(left);
        assertThatThrownBy(() -> recover(store)).hasMessageContaining("corrupt-checkpoint");
    }

    /** A directory that was copied in part must not look like one in which nothing has been decided: all would be written twice. */
    @Test
    void aClaimWithoutTheJournalItWentOnFromIsNoFirstStart() throws IOException {
        run(3);
        recover(store);
        for (String name : List.copyOf(store.names())) {
            if (!name.startsWith("attempt-")) {
                store.delete(name);
            }
        }
        List<String> left = List.copyOf(store.names());

        assertThatThrownBy(() -> recover(store))
                .hasMessageContaining("corrupt-checkpoint")
                .hasMessageContaining("attempt-000000000002");
        assertThat(List.copyOf(store.names())).isEqualTo(left);
    }

    /** Somebody who has claimed an attempt and not written yet finds out that he was overtaken. */
    @Test
    void aClaimThatIsThereIsNotForgotten() throws IOException {
        run(3);
        for (int attempt = 1; attempt <= 9; attempt++) {
            AttemptClaim.take(copy, PIPELINE);
        }

        Savepoint.copy(store, copy, null);

        assertThat(recover(copy).attempt()).isEqualTo(11);
        assertThatThrownBy(() -> AttemptClaim.check(copy, 9)).hasMessageContaining("superseded-attempt");
    }

    /** Each operation of the copying goes wrong in turn; what is there then is no savepoint or a whole one, and copying again makes it one. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void oneThatWasCutShortIsNone(Fault fault) throws IOException {
        JobModel model = run(6);
        int cuts = 0;
        boolean reached = true;
        for (int operation = 0; reached; operation++) {
            CrashingStore target = new CrashingStore(new Random(operation));
            target.failAt(operation, fault);
            try {
                Savepoint.copy(store, target, null);
            } catch (CrashingStore.PowerLoss | WeirException e) {
                cuts++;
            }
            reached = target.faultReached();
            target.failNever();
            target.crash();
            if (Savepoint.fits(target)) {
                assertThat(reached).as("a copy that succeeded is durable").isTrue();
                Savepoint.copy(store, target, null);
            }
            assertThat(JobModel.of(recover(target).checkpoint())).isEqualTo(model);
            assertThat(target.names()).as("a job has no mark").doesNotContain(Savepoint.MARK);
        }
        assertThat(cuts).isGreaterThan(10);
    }
}
