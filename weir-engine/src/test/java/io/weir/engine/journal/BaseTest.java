package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.CheckpointData.StateBlock;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.CrashingStore.Fault;
import io.weir.serde.ByteWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseTest {

    private static final BaseThresholds THRESHOLDS = new BaseThresholds(4L << 20, 64);

    /** Whatever state there is, is a lot. */
    private static final BaseThresholds LITTLE = new BaseThresholds(1 << 10, 64).withWholeSizeMax(1);

    private final CrashingStore store = new CrashingStore(new Random(1));

    @Test
    void replacesTheSegmentsBeforeIt() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.append(Checkpoints.of(2, "b", "2"));

        journal.buildBase();

        assertThat(store.names())
                .containsExactly(
                        FileName.ofAttempt(1).text(),
                        FileName.ofBase(2, 1).text(),
                        FileName.ofSegment(1, 2).text());
        assertThat(JobModel.of(recover().checkpoint()))
                .isEqualTo(JobModel.EMPTY.plus(Checkpoints.of(1, "a", "1")).plus(Checkpoints.of(2, "b", "2")));
    }

    @Test
    void holdsEachKeyOnceAndNoRemoval() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.append(Checkpoints.of(2, "b", "2"));
        journal.buildBase();
        journal.append(Checkpoints.of(3, "a", "3"));
        journal.append(Checkpoints.of(4, "b", null));
        journal.append(Checkpoints.of(5, "c", null));
        journal.buildBase();

        List<StateDelta> states = new ArrayList<>();
        recover().checkpoint().states().forEach(states::add);

        assertThat(states)
                .singleElement()
                .satisfies(delta -> assertThat(delta.blocks())
                        .singleElement()
                        .satisfies(block -> assertThat(block.entryCount()).isEqualTo(1)));
        assertThat(JobModel.of(recover().checkpoint()).state()).containsOnlyKeys("count/total/0/a");
    }

    /** It reads nothing: the segments before it could be gone. */
    @Test
    void ofAWholeCheckpointHoldsWhatThatHoldsAndWhatWaitsForItsCommit() {
        Journal journal = recover().journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.append(Checkpoints.of(2, "b", "2"));
        JobModel after = JobModel.EMPTY
                .plus(Checkpoints.of(1, "a", "1"))
                .plus(Checkpoints.of(2, "b", "2"))
                .plus(Checkpoints.of(3, "a", "3"));
        CheckpointData whole = Checkpoints.whole(Checkpoints.of(3, "a", "3"), after);
        journal.append(whole);
        journal.prepareBase(whole);
        assertThat(journal.baseDue(new BaseThresholds(0, 1)))
                .as("one is under way")
                .isFalse();
        journal.append(Checkpoints.of(4, "c", "4"));

        journal.buildBase();

        assertThat(store.names())
                .containsExactly(
                        FileName.ofAttempt(1).text(),
                        FileName.ofBase(3, 1).text(),
                        FileName.ofSegment(1, 2).text());
        assertThat(JobModel.of(recover().checkpoint())).isEqualTo(after.plus(Checkpoints.of(4, "c", "4")));
    }

    @Test
    void ofAWholeCheckpointIsNoneIfAnotherWasDecidedSince() {
        Journal journal = recover().journal();
        CheckpointData whole = Checkpoints.of(1, "a", "1");
        journal.append(whole);
        journal.append(Checkpoints.of(2, "b", "2"));
        List<String> names = store.names();

        journal.prepareBase(whole);

        assertThat(store.names()).isEqualTo(names);
        assertThat(journal.baseDue(new BaseThresholds(0, 1))).isTrue();
    }

    @Test
    void waitsForAWholeCheckpointWhereAsMuchHasChangedAsThereIs() {
        BaseThresholds small = new BaseThresholds(1 << 10, 3);
        Journal journal = recover().journal();
        journal.append(large(1, 1 << 20));
        assertThat(journal.wantsWhole(small)).isTrue();
        journal.append(large(2, 1 << 10));
        assertThat(journal.wantsWhole(small.withWholeSizeMax(1 << 19)))
                .as("too large")
                .isFalse();
        journal.buildBase();
        journal.append(large(3, 1 << 19));
        assertThat(journal.wantsWhole(small)).as("less has changed").isFalse();
        journal.append(large(4, 1 << 20));
        assertThat(journal.wantsWhole(small)).isTrue();
        RecoveredJob job = recover();
        for (int i = 0; i < 3; i++) {
            job.journal().append(large(job.firstCheckpointId(), 1 << 20));
            job = recover();
        }
        assertThat(job.journal().wantsWhole(small)).as("it restarts often").isFalse();
    }

    /** It costs about twice an ordinary one then, and no base has to be merged. */
    @Test
    void waitsForALargeWholeCheckpointWhereTheLastHasHalfOfTheState() {
        Journal journal = recover().journal();
        changesAsMuchAsThereIs(journal, 1);
        assertThat(journal.wantsWhole(LITTLE)).as("an eighth").isFalse();
        journal.append(large(13, 5 << 19));
        assertThat(journal.wantsWhole(LITTLE)).as("half").isTrue();
        assertThat(journal.wantsWhole(LITTLE.withWholeSizeMax(0))).as("never").isFalse();
        RecoveredJob job = recover();
        job.journal().append(large(job.firstCheckpointId(), 5 << 19));
        assertThat(job.journal().wantsWhole(LITTLE))
                .as("no base was made since the start")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsForALargeWholeCheckpointOnlyIfTheMemoryHasRoomForIt(boolean room) {
        JournalStore of = new ForwardingStore(store) {
            @Override
            public long memory() {
                // The base has 4 MiB.
                return 8L * (room ? 5 << 20 : 4 << 20);
            }
        };
        Journal journal = Journal.recover(of, "orders", () -> "0").journal();
        changesAsMuchAsThereIs(journal, 1);
        journal.append(large(13, 5 << 19));
        assertThat(journal.wantsWhole(LITTLE)).isEqualTo(room);
    }

    /** How large the next one would be is not known. */
    @Test
    void waitsForNoLargeWholeCheckpointWhileStateGrows() {
        Journal journal = recover().journal();
        changesAsMuchAsThereIs(journal, 2 << 20);
        journal.append(large(13, 5 << 20));
        assertThat(journal.wantsWhole(LITTLE)).isFalse();
    }

    /** Each try leaves all state on a disk that may be full. */
    @Test
    void waitsForNoLargeWholeCheckpointBehindABaseThatCouldNotBeMade() {
        Journal journal = recover().journal();
        changesAsMuchAsThereIs(journal, 1);
        CheckpointData whole = large(13, 4 << 20);
        journal.append(whole);
        assertThat(journal.wantsWhole(LITTLE)).isTrue();
        journal.prepareBase(whole);
        store.failAt(1, Fault.DISK_FULL);
        assertThatThrownBy(journal::buildBase).hasMessageContaining("[disk-full]");
        store.failNever();
        journal.append(large(14, 4 << 20));
        assertThat(journal.wantsWhole(LITTLE)).isFalse();
    }

    /** Makes a base of 4 MiB, another one with so much more, and changes 5 MiB behind it. */
    private static void changesAsMuchAsThereIs(Journal journal, int more) {
        journal.append(large(1, 1 << 22));
        journal.buildBase();
        journal.append(large(2, more));
        journal.buildBase();
        for (int i = 3; i < 13; i++) {
            journal.append(large(i, 1 << 19));
        }
    }

    @Test
    void isDueWhenTheSegmentsOutgrowIt() {
        Journal journal = recover().journal();
        assertThat(journal.baseDue(THRESHOLDS)).isFalse();
        journal.append(large(1, 3 << 20));
        assertThat(journal.baseDue(THRESHOLDS)).isFalse();
        journal.append(large(2, 3 << 20));
        assertThat(journal.baseDue(THRESHOLDS)).isTrue();

        journal.buildBase();

        assertThat(journal.baseDue(THRESHOLDS)).isFalse();
        journal.append(large(3, 7 << 20));
        assertThat(journal.baseDue(THRESHOLDS))
                .as("larger than 4 MiB and than the base")
                .isTrue();
        journal.buildBase();
        journal.append(large(4, 6 << 20));
        assertThat(journal.baseDue(THRESHOLDS))
                .as("smaller than the base of 13 MiB")
                .isFalse();
        Journal next = recover().journal();
        assertThat(next.baseDue(THRESHOLDS)).isFalse();
        next.append(large(6, 8 << 20));
        assertThat(next.baseDue(THRESHOLDS)).isTrue();
    }

    @Test
    void isDueWhenRestartsHaveLeftManySegments() {
        int attempts = 0;
        for (RecoveredJob job = recover(); !job.journal().baseDue(BaseThresholds.DEFAULT); job = recover()) {
            job.journal().append(Checkpoints.of(job.firstCheckpointId(), "a", "1"));
            attempts++;
        }
        assertThat(attempts).isBetween(60, 70);

        RecoveredJob job = recover();
        job.journal().buildBase();
        assertThat(store.names()).hasSize(3);
        assertThat(recover().checkpoint().checkpointId())
                .isEqualTo(job.checkpoint().checkpointId());
    }

    @Test
    void doesNothingWithoutANewCheckpoint() {
        Journal journal = recover().journal();
        journal.buildBase();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.buildBase();
        List<String> names = store.names();

        journal.buildBase();

        assertThat(store.names()).isEqualTo(names);
    }

    @Test
    void isTriedAgainAfterTheNextCheckpoint() {
        Journal journal = recover().journal();
        journal.append(large(1, 5 << 20));
        int buildingBase = operationsToBeginASegment() + 1;
        store.failAt(buildingBase, Fault.DISK_FULL);
        assertThatThrownBy(journal::buildBase).hasMessageContaining("[disk-full]");
        assertThat(store.operations().get(buildingBase)).startsWith("append base-");
        store.failNever();
        assertThat(journal.baseDue(THRESHOLDS)).isFalse();

        journal.append(Checkpoints.of(2, "b", "2"));
        assertThat(journal.baseDue(THRESHOLDS)).isTrue();
        journal.buildBase();

        assertThat(store.names()).contains(FileName.ofBase(2, 1).text()).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(recover().checkpoint().checkpointId()).isEqualTo(2);
    }

    /** The next segment says how long the one before is, confirmations included. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void syncsTheConfirmationsOfTheSegmentThatItCloses(long seed) {
        CrashingStore crashing = new CrashingStore(new Random(seed));
        Journal journal = Journal.recover(crashing, "orders", () -> "0").journal();
        journal.append(Checkpoints.of(1, "a", "1"));
        journal.confirm(List.of(new SinkConfirmation("out", 1)));
        crashing.failAt(operationsToBeginASegment() + 1, Fault.IO_ERROR);
        assertThatThrownBy(journal::buildBase).hasMessageContaining("injected");
        journal.append(Checkpoints.of(2, "b", "2"));
        crashing.crash();

        RecoveredJob job = Journal.recover(crashing, "orders", () -> "0");

        assertThat(job.checkpoint().checkpointId()).isEqualTo(2);
        assertThat(JobModel.lines(job.checkpoint().pending()))
                .containsExactly("out 2 0 txn out-2-0", "out 2 1 txn out-2-1");
    }

    @Test
    void takesAppendsWhileItIsBuilt() throws Exception {
        Random random = new Random(11);
        JobModel model = JobModel.EMPTY;
        Journal journal = recover().journal();
        for (int id = 1; id <= 400; id++) {
            CheckpointData data = Checkpoints.random(id, id - 1, random);
            journal.append(data);
            model = model.plus(data);
            if (id % 50 == 0) {
                CompletableFuture<Void> base = CompletableFuture.runAsync(journal::buildBase);
                for (int i = 1; i <= 20; i++) {
                    id++;
                    data = Checkpoints.random(id, id - 1, random);
                    journal.append(data);
                    model = model.plus(data);
                }
                base.join();
            }
        }

        assertThat(JobModel.of(recover().checkpoint())).isEqualTo(model);
        assertThat(store.names()).hasSizeLessThan(6);
    }

    /** However small the ranges that are merged at once, the result means the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 40, 1_000, Long.MAX_VALUE})
    void meansTheSameWhateverTheSizeOfARange(long rangeSizeMin) throws IOException {
        Random random = new Random(3);
        Journal journal = recover().journal();
        JobModel model = JobModel.EMPTY;
        for (int id = 1; id <= 30; id++) {
            CheckpointData data = Checkpoints.random(id, 0, random);
            journal.append(data);
            model = model.plus(data);
            if (id == 10) {
                journal.buildBase();
            }
        }
        recover();
        JournalFiles files = JournalFiles.list(store);
        JournalChain chain = JournalChain.find(store, files);
        BaseFile older;
        try (BaseReader reader = BaseReader.open(store, chain.base())) {
            older = new BaseFile(chain.base(), reader.header().link(), reader.size());
        }
        List<SegmentPart> parts = new ArrayList<>(chain.parts());
        parts.add(new SegmentPart(chain.tail(), chain.tailSize()));
        FileName name = FileName.ofBase(30, 9);
        SegmentHeader header = chain.tailHeader();
        SegmentHeader owner = new SegmentHeader(header.jobId(), 9, 1, 31, null, header.link(), header.inherited());

        try (BaseWriter out = BaseWriter.create(store, name)) {
            new BaseMerge(store, older, parts, header.inherited()).writeTo(out, owner, rangeSizeMin);
            out.publish();
        }

        List<StateDelta> states = new ArrayList<>();
        CheckpointCut cut = new CheckpointCut();
        try (BaseReader reader = BaseReader.open(store, name)) {
            cut.startFrom(reader.header(), reader.prelude());
            for (StateRecord record = reader.nextState(); record != null; record = reader.nextState()) {
                states.add(record.delta());
            }
        }
        assertThat(JobModel.of(new RestoredCheckpoint(
                        30, cut.sources(), RestoredStates.of(states), cut.inFlight(), cut.pending())))
                .isEqualTo(model);
    }

    /** The operations of closing a segment that is synced, and of beginning the next. */
    private static int operationsToBeginASegment() {
        return List.of("create", "append", "sync", "rename", "sync directory").size();
    }

    private static CheckpointData large(long id, int size) {
        ByteWriter entries = new ByteWriter();
        StateEntryCodec.write(entries, Checkpoints.bytes("k" + id), new byte[size]);
        StateBlock block = new StateBlock(0, 1, entries.toByteArray());
        return new CheckpointData(
                id, List.of(), List.of(new StateDelta("count", "total", "s1", List.of(block))), List.of());
    }

    private RecoveredJob recover() {
        return Journal.recover(store, "orders", () -> "000000000000000a");
    }
}
