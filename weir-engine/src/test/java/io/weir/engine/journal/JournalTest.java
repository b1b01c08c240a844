package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.CheckpointData.CommittableBytes;
import io.weir.engine.journal.CheckpointData.SinkSnapshot;
import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.CrashingStore.Fault;
import io.weir.error.ErrorKind;
import io.weir.error.WeirException;
import io.weir.serde.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final CrashingStore store = new CrashingStore(new Random(1));
    private final AtomicInteger generations = new AtomicInteger();

    @Test
    void beginsWithoutACheckpoint() {
        RecoveredJob job = recover();

        assertThat(job.checkpoint()).isNull();
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.firstCheckpointId()).isEqualTo(1);
        assertThat(job.finished()).isFalse();
        assertThat(job.jobId().toString()).isEqualTo("orders-000000000000000a");
    }

    @Test
    void restoresWhatWasAppended() {
        CheckpointData first = Checkpoints.of(1, "a", "1");
        CheckpointData second = Checkpoints.of(2, "b", "2");
        Journal journal = recover().journal();
        journal.append(first);
        journal.append(second);

        RecoveredJob job = recover();

        assertThat(JobModel.of(job.checkpoint()))
                .isEqualTo(JobModel.EMPTY.plus(first).plus(second));
        List<StateDelta> states = new ArrayList<>();
        job.checkpoint().states().forEach(states::add);
        assertThat(states).hasSize(2);
    }

    @Test
    void keepsTheJobIdAndCountsAttemptsUp() {
        RecoveredJob first = recover();
        RecoveredJob second = recover();

        assertThat(second.jobId()).isEqualTo(first.jobId());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(generations).hasValue(1);
    }

    @Test
    void writesASmallCheckpointByOneAppendAndOneSync() {
        Journal journal = recover().journal();
        store.failNever();

        journal.append(Checkpoints.of(1, "a", "1"));

        String segment = FileName.ofSegment(1, 1).text();
        assertThat(store.operations()).containsExactly("append " + segment, "sync " + segment);
    }

    @Test
    void neverReusesTheIdOfAnUndecidedCheckpoint() {
        RecoveredJob first = recover();
        first.journal().append(Checkpoints.of(1, "a", "1"));
        // Checkpoint 2 may have been under way.
        RecoveredJob second = recover();
        assertThat(second.firstCheckpointId()).isEqualTo(3);
        // Checkpoint 3 may have been under way.
        RecoveredJob third = recover();
        assertThat(third.firstCheckpointId()).isEqualTo(4);
        third.journal().append(Checkpoints.of(4, "a", "4"));

        assertThat(recover().firstCheckpointId()).isEqualTo(6);
    }

    @Test
    void rejectsACheckpointOutOfStep() {
        Journal journal = recover().journal();

        assertThatThrownBy(() -> journal.append(Checkpoints.of(2, "a", "1")))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DEFECT));
    }

    @Test
    void carriesCommittablesUntilTheyAreConfirmed() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.append(Checkpoints.of(2, "a", "2"));

        assertThat(JobModel.lines(recover().checkpoint().pending()))
                .containsExactly(
                        "out 1 0 txn out-1-0", "out 1 1 txn out-1-1", "out 2 0 txn out-2-0", "out 2 1 txn out-2-1");
    }

    @Test
    void dropsWhatALaterCheckpointConfirms() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.append(new CheckpointData(2, List.of(), List.of(), List.of(Checkpoints.sink("out", 2, 1))));

        assertThat(JobModel.lines(recover().checkpoint().pending()))
                .containsExactly("out 2 0 txn out-2-0", "out 2 1 txn out-2-1");
    }

    @Test
    void dropsWhatAConfirmationConfirms() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.confirm(List.of(new SinkConfirmation("out", 1)));

        assertThat(recover().checkpoint().pending()).isEmpty();
        assertThat(recover().checkpoint().pending()).isEmpty();
    }

    @Test
    void keepsTheCommittablesOfASinkThatIsGone() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.append(new CheckpointData(2, List.of(), List.of(), List.of()));
        journal.buildBase();

        assertThat(recover().checkpoint().pending()).hasSize(2);
    }

    @Test
    void remembersThatTheJobHasFinished() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        assertThat(recover().finished()).isFalse();

        RecoveredJob second = recover();
        second.journal().confirmFinished(List.of(new SinkConfirmation("out", 1)));
        store.crash();

        assertThat(recover().finished()).isTrue();
        RecoveredJob again = recover();
        assertThat(again.finished()).isTrue();
        again.journal().append(Checkpoints.of(again.firstCheckpointId(), "a", "2"));
        assertThat(recover().finished()).isFalse();
    }

    @Test
    void remembersInABaseThatTheJobHasFinished() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.confirmFinished(List.of());
        journal.buildBase();

        assertThat(recover().finished()).isTrue();
    }

    @Test
    void takesNothingMoreOnceASyncFailed() {
        Journal journal = recover().journal();
        store.failAt(1, Fault.IO_ERROR);

        assertThatThrownBy(() -> journal.append(Checkpoints.of(1, "a", "1"))).hasMessageContaining("injected");

        assertThatThrownBy(() -> journal.append(Checkpoints.of(2, "a", "1"))).hasMessageContaining("[journal-stopped]");
        assertThatThrownBy(() -> journal.confirm(List.of())).hasMessageContaining("[journal-stopped]");
        assertThatThrownBy(journal::buildBase).hasMessageContaining("[journal-stopped]");
        assertThat(journal.baseDue(BaseThresholds.DEFAULT)).isFalse();
    }

    @Test
    void makesDurableAgainWhatAFailedSyncLeftReadable() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        store.failAt(1, Fault.IO_ERROR);
        assertThatThrownBy(() -> journal.append(Checkpoints.of(2, "b", "2"))).isInstanceOf(WeirException.class);

        RecoveredJob job = recover();
        assertThat(job.checkpoint().checkpointId()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            store.crash();
            assertThat(recover().checkpoint().checkpointId()).isEqualTo(2);
        }
    }

    @Test
    void saysThatTheDiskIsFull() {
        Journal journal = recover().journal();
        store.failAt(0, Fault.DISK_FULL);

        assertThatThrownBy(() -> journal.append(Checkpoints.of(1, "a", "1")))
                .isInstanceOfSatisfying(WeirException.class, e -> {
                    assertThat(e.code()).isEqualTo("disk-full");
                    assertThat(e.kind()).isEqualTo(ErrorKind.RESOURCES);
                    assertThat(e).hasMessageContaining("location=memory");
                });
        store.failNever();
        assertThat(recover().checkpoint()).isNull();
    }

    @Test
    void takesNothingMoreOnceItIsClosed() {
        Journal journal = recover().journal();
        journal.close();
        journal.close();

        assertThatThrownBy(() -> journal.append(Checkpoints.of(1, "a", "1"))).hasMessageContaining("it is closed");
    }

    @Test
    void handsOutEachRecordOfALargeCheckpointWhole() {
        byte[] value = new byte[40 << 20];
        new Random(5).nextBytes(value);
        ByteWriter entries = new ByteWriter();
        StateEntryCodec.write(entries, Checkpoints.bytes("k"), value);
        StateBlock block = new StateBlock(0, 1, entries.toByteArray());
        List<StateBlock> blocks = new ArrayList<>(List.of(block));
        for (int keyGroup = 1; keyGroup < 8; keyGroup++) {
            blocks.add(new StateBlock(keyGroup, 0, new byte[3 << 20]));
        }
        Journal journal = recover().journal();
        journal.append(
                new CheckpointData(1, List.of(), List.of(new StateDelta("count", "total", "s1", blocks)), List.of()));

        List<StateBlock> restored = new ArrayList<>();
        recover().checkpoint().states().forEach(delta -> restored.addAll(delta.blocks()));

        assertThat(restored).hasSize(8);
        assertThat(restored.get(0).entries()).isEqualTo(block.entries());
        assertThat(restored.get(7).entries()).hasSize(3 << 20);
    }

    @Test
    void handsOutOutputThatIsLargerThanTheBufferThatIsKept() {
        List<CommittableBytes> committables = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            byte[] bytes = new byte[12 << 20];
            new Random(subtask).nextBytes(bytes);
            committables.add(new CommittableBytes(subtask, bytes));
        }
        SinkSnapshot sink = new SinkSnapshot("aus", "Größe\u20ac".repeat(100), 0, committables);
        ByteWriter written = new ByteWriter();
        RecordCodec.writeSink(written, sink);
        assertThat(RecordCodec.sinkSizeMax(sink)).isBetween((long) written.size(), written.size() + 2_000L);

        Journal journal = recover().journal();
        journal.append(new CheckpointData(1, List.of(), List.of(), List.of(sink)));
        journal.append(Checkpoints.of(2, "a", "1"));

        assertThat(recover().checkpoint().pending().stream()
                        .filter(pending -> pending.checkpointId() == 1)
                        .map(RestoredCheckpoint.PendingCommittable::bytes))
                .containsExactlyElementsOf(
                        committables.stream().map(CommittableBytes::bytes).toList());
    }

    @Test
    void refusesTheJournalOfAnotherPipeline() {
        recover();

        assertThatThrownBy(() -> Journal.recover(store, "payments", this::generation))
                .hasMessageContaining("[foreign-checkpoint]")
                .hasMessageContaining("orders")
                .hasMessageContaining("payments");
        assertThat(recover().attempt()).as("a refusal claims nothing").isEqualTo(2);
    }

    @Test
    void refusesADirectoryWithOtherFiles() {
        store.put("holiday.jpg", new byte[1]);

        assertThatThrownBy(this::recover)
                .hasMessageContaining("[foreign-directory]")
                .hasMessageContaining("holiday.jpg");
        assertThat(store.names()).containsExactly("holiday.jpg");
    }

    @Test
    void toleratesTheLockFileAndStrangersBesideAJournal() {
        store.put("lock", new byte[1]);
        recover();
        store.put("holiday.jpg", new byte[1]);

        assertThat(recover().attempt()).isEqualTo(2);
        assertThat(store.names()).contains("lock", "holiday.jpg");
    }

    @Test
    void refusesANewerFormat() {
        recover();
        String segment = FileName.ofSegment(1, 1).text();
        byte[] bytes = store.bytes(segment);
        ByteWriter preamble = new ByteWriter();
        FilePreamble.write(preamble, FileName.Kind.SEGMENT, 2);
        System.arraycopy(preamble.array(), 0, bytes, 0, FilePreamble.SIZE);
        store.put(segment, bytes);

        assertThatThrownBy(this::recover)
                .hasMessageContaining("[newer-format]")
                .hasMessageContaining("version 2")
                .hasMessageContaining(segment);
    }

    @Test
    void deletesWhatAnEarlierAttemptDidNotFinish() {
        recover();
        store.put(FileName.ofBase(7, 1).temporaryText(), new byte[3]);
        store.put(FileName.ofSegment(1, 2).temporaryText(), new byte[3]);

        recover();

        assertThat(store.names())
                .containsExactly(
                        FileName.ofAttempt(2).text(), FileName.ofSegment(2, 1).text());
    }

    @Test
    void keepsFewFilesHoweverOftenAnIdleJobRestarts() {
        recover().journal().append(Checkpoints.of(1, "a", "1"));
        for (int i = 0; i < 50; i++) {
            recover();
        }

        assertThat(store.names())
                .containsExactly(
                        FileName.ofAttempt(51).text(), FileName.ofSegment(51, 1).text());
        assertThat(recover().checkpoint().checkpointId()).isEqualTo(1);
    }

    private RecoveredJob recover() {
        return Journal.recover(store, "orders", this::generation);
    }

    private String generation() {
        return "000000000000000" + Integer.toHexString(9 + generations.incrementAndGet());
    }
}
