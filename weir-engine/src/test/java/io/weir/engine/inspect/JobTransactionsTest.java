package io.weir.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.Job;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Settlement;
import io.weir.engine.job.Weir;
import io.weir.engine.journal.CheckpointStore;
import io.weir.engine.journal.Intervention;
import io.weir.engine.journal.Intervention.Act;
import io.weir.engine.journal.JournalStore;
import io.weir.engine.journal.ReadableStore;
import io.weir.engine.local.LocalCheckpointStore;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.pipeline.Pipeline;
import io.weir.runtime.Finding;
import io.weir.sink.CommitEvidence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees of unsettled output, and what becomes of what he does about it. */
class JobTransactionsTest {

    private static final Signature ADA = new Signature("ada", 1_700_000_000_000L, "saw it");

    @TempDir
    private Path directory;

    private final MemoryStore<String> store = new MemoryStore<>();
    private final List<String> orphans = new ArrayList<>();
    private final List<String> down = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private Pipeline pipeline() {
        return Pipeline.named("names")
                .source("list", ListSource.of(List.of("a", "b")))
                .sink("out", new ShownSink<>(MemorySink.to(store), orphans, down, broken))
                .build();
    }

    private Weir weir() {
        return Weir.local(directory).checkpointInterval(Duration.ofMillis(10)).restartStrategy(RestartStrategy.none());
    }

    private JobTransactions transactions() {
        return JobTransactions.of(new LocalCheckpointStore(directory), pipeline());
    }

    /** Runs until its output is decided, and dies before the commit. */
    private OutputId leaveOutputPending() {
        ProtocolObserver death = (step, checkpointId, where) -> {
            if (step == ProtocolStep.COMMITTING) {
                throw new IllegalStateException("a test asked for it");
            }
        };
        try (Job job = weir().observer(death).start(pipeline())) {
            assertThatThrownBy(() -> job.join(60, TimeUnit.SECONDS)).hasMessageContaining("a test asked for it");
        }
        return transactions().report().pending().get(0).id();
    }

    private void finish(Weir weir) throws Exception {
        try (Job job = weir.start(pipeline())) {
            job.join(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsDecidedAndCertainIsShownAndNeedsNobody() throws Exception {
        OutputId id = leaveOutputPending();
        TransactionReport report = transactions().report();
        assertThat(report.pending()).singleElement().satisfies(each -> {
            assertThat(each.evidence()).isEqualTo(CommitEvidence.notCommitted("it is sealed"));
            assertThat(each.transaction()).startsWith("sealed/");
        });
        assertThat(report.orphans()).isEmpty();
        assertThat(report.needsPerson()).isFalse();
        assertThatThrownBy(() -> transactions().settle(id, true, ADA)).hasMessageContaining("[not-in-doubt]");

        finish(weir());
        assertThat(store.committed()).containsExactly("a", "b");
        assertThat(transactions().report().pending()).isEmpty();
        assertThatThrownBy(() -> transactions().settle(id, true, ADA)).hasMessageContaining("[not-pending]");
    }

    @Test
    void aSettlementIsNotedOnceAndTheNextStartUsesIt() throws Exception {
        OutputId id = leaveOutputPending();
        store.forgetSealed();
        assertThat(transactions().report().needsPerson()).isTrue();
        assertThatThrownBy(() -> finish(weir())).hasMessageContaining("[in-doubt]");

        assertThat(transactions().settle(id, true, ADA)).isTrue();
        // As a person does whose command died before it answered.
        assertThat(transactions().settle(id, true, ADA)).isFalse();
        TransactionReport settled = transactions().report();
        assertThat(settled.needsPerson()).isFalse();
        assertThat(settled.pending().get(0).verdict())
                .hasToString("committed, by ada at 2023-11-14T22:13:20Z, because: saw it");

        finish(weir());
        assertThat(store.committed()).isEmpty();
        TransactionReport after = transactions().report();
        assertThat(after.pending()).isEmpty();
        assertThat(after.interventions()).extracting(Intervention::act).containsExactly(Act.FOUND_COMMITTED);
    }

    @Test
    void outputThatWasFoundNotCommittedIsSpentAlsoIfItCannotBeWritten() {
        OutputId id = leaveOutputPending();
        store.forgetSealed();
        transactions().settle(id, false, ADA);
        assertThatThrownBy(() -> finish(weir())).hasMessageContaining("this sink cannot write it again");
        assertThat(transactions().report().needsPerson()).isTrue();
        assertThatThrownBy(() -> finish(weir())).hasMessageContaining("began to write it");
        assertThat(transactions().report().interventions())
                .extracting(Intervention::act)
                .containsExactly(Act.FOUND_NOT_COMMITTED, Act.SPENT);
    }

    @Test
    void aProgramThatSaysTheContraryIsRefused() {
        OutputId id = leaveOutputPending();
        store.forgetSealed();
        transactions().settle(id, true, ADA);
        Settlement contrary =
                new Settlement(id.sink(), id.checkpointId(), id.subtask(), Settlement.Verdict.NOT_COMMITTED);
        assertThatThrownBy(() -> finish(weir().settle(contrary))).hasMessageContaining("[contradictory-settlements]");
    }

    @Test
    void anOrphanIsRolledBackAndWhatACheckpointListsIsNot() {
        leaveOutputPending();
        orphans.add("left behind");
        TransactionReport report = transactions().report();
        assertThat(report.orphans())
                .singleElement()
                .satisfies(each -> assertThat(each.transaction().id()).isEqualTo("left behind"));

        String decided = report.pending().get(0).transaction();
        assertThatThrownBy(() -> transactions().abort("out", decided, ADA))
                .hasMessageContaining("[transaction-decided]");
        assertThatThrownBy(() -> transactions().abort("out", "nothing", ADA))
                .hasMessageContaining("[no-such-transaction]");
        assertThat(store.sealedCount()).isEqualTo(1);

        transactions().abort("out", "left behind", ADA);
        assertThat(orphans).isEmpty();
        assertThat(transactions().report().interventions())
                .extracting(Intervention::transaction)
                .containsExactly("left behind");
    }

    @Test
    void anActThatIsRefusedShutsNoJobOut() {
        OutputId id = leaveOutputPending();
        orphans.add("left behind");
        String decided = transactions().report().pending().get(0).transaction();
        int[] opened = new int[1];
        JobTransactions counted = JobTransactions.of(counting(opened), pipeline());
        assertThatThrownBy(() -> counted.abort("out", decided, ADA)).hasMessageContaining("[transaction-decided]");
        assertThatThrownBy(() -> counted.abort("out", "nothing", ADA)).hasMessageContaining("[no-such-transaction]");
        assertThatThrownBy(() -> counted.abort("no sink", "left behind", ADA))
                .hasMessageContaining("[no-such-transaction]");
        assertThatThrownBy(() -> counted.settle(id, true, ADA)).hasMessageContaining("[not-in-doubt]");
        assertThat(opened[0]).isZero();

        counted.abort("out", "left behind", ADA);
        assertThat(opened[0]).isEqualTo(1);
        assertThat(orphans).isEmpty();
    }

    /** Counts how often the place is opened, which comes before it is taken over. */
    private CheckpointStore counting(int[] opened) {
        LocalCheckpointStore local = new LocalCheckpointStore(directory);
        return new CheckpointStore() {
            @Override
            public JournalStore open(String pipelineName) {
                opened[0]++;
                return local.open(pipelineName);
            }

            @Override
            public ReadableStore read() {
                return local.read();
            }
        };
    }

    @Test
    void nothingIsDoneWhileTheJobHoldsItsDirectory() {
        OutputId id = leaveOutputPending();
        store.forgetSealed();
        orphans.add("of the job that runs");
        try (LocalJobDirectory running = LocalJobDirectory.open(directory, "names")) {
            assertThatThrownBy(() -> transactions().settle(id, true, ADA)).hasMessageContaining("[directory-in-use]");
            assertThatThrownBy(() -> transactions().abort("out", "of the job that runs", ADA))
                    .hasMessageContaining("[directory-in-use]");
            assertThat(running.location()).isNotEmpty();
            assertThat(transactions().report().pending()).hasSize(1);
        }
        assertThat(orphans).hasSize(1);
    }

    @Test
    void aSinkThatDoesNotAnswerHidesNothingThatTheCheckpointsKnow() {
        leaveOutputPending();
        down.add("it is down");
        TransactionReport report = transactions().report();
        assertThat(report.unanswered().get("out")).contains("it is down");
        assertThat(report.unasked()).isEmpty();
        assertThat(report.needsPerson()).isTrue();
        assertThat(report.pending())
                .singleElement()
                .satisfies(each -> assertThat(each.evidence()).isNull());

        TransactionReport unknown =
                JobTransactions.of(new LocalCheckpointStore(directory), null).report();
        assertThat(unknown.unasked()).containsEntry("out", "no pipeline was named");
        assertThat(unknown.needsPerson()).as("nobody was asked").isFalse();
        assertThat(unknown.pending()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transactionOf", "evidence", "open"})
    void aSinkWhoseViewFailsHidesNothingThatTheCheckpointsKnow(String method) {
        leaveOutputPending();
        broken.add(method);
        broken.add("close");
        TransactionReport report = transactions().report();
        assertThat(report.unanswered().get("out")).contains(method + " is broken");
        assertThat(report.pending()).hasSize(1);
    }

    @Test
    void outputInDoubtIsShownAlsoIfTheSinkCannotListWhatIsOpen() {
        leaveOutputPending();
        store.forgetSealed();
        broken.add("open");
        TransactionReport report = transactions().report();
        assertThat(report.unanswered()).containsKey("out");
        assertThat(report.pending().get(0).evidence().status()).isEqualTo(CommitEvidence.Status.IN_DOUBT);
    }

    @Test
    void settlementsThatContradictEachOtherAreFoundBeforeAStart() throws Exception {
        OutputId id = leaveOutputPending();
        store.forgetSealed();
        transactions().settle(id, true, ADA);
        Settlement contrary =
                new Settlement(id.sink(), id.checkpointId(), id.subtask(), Settlement.Verdict.NOT_COMMITTED);
        assertThat(weir().settle(contrary).check(pipeline()))
                .filteredOn(each -> each.level() == Finding.Level.PROBLEM)
                .extracting(Finding::code)
                .containsExactly("contradictory-settlements");
        assertThat(weir().check(pipeline())).extracting(Finding::level).doesNotContain(Finding.Level.PROBLEM);
    }

    @Test
    void thePipelineMustBeTheOneThatTheCheckpointsAreOf() {
        leaveOutputPending();
        Pipeline another = Pipeline.named("another")
                .source("list", ListSource.of(List.of("a")))
                .sink("out", MemorySink.to(store))
                .build();
        assertThatThrownBy(() -> JobTransactions.of(new LocalCheckpointStore(directory), another)
                        .report())
                .hasMessageContaining("[foreign-checkpoint]");
    }
}
