package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.basic.MemoryTransaction;
import io.weir.deadletter.DeadLetter;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.error.WeirException;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.graph.OutputTag;
import io.weir.pipeline.Pipeline;
import io.weir.runtime.CheckContext;
import io.weir.runtime.Finding;
import io.weir.runtime.StageContext;
import io.weir.serde.Serde;
import io.weir.sink.Committer;
import io.weir.sink.Sink;
import io.weir.sink.SinkWriter;
import io.weir.window.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found before a start, and what a start makes of it. */
class JobCheckTest {

    @TempDir
    private Path parent;

    private final MemoryStore<Long> store = new MemoryStore<>();

    /** A sink that finds what a test says. */
    private record Finder(MemorySink<Long> sink, Finding... told) implements Sink<Long, MemoryTransaction> {

        @Override
        public void check(CheckContext context) {
            for (Finding finding : told) {
                context.findings().accept(finding);
            }
        }

        @Override
        public Committer<MemoryTransaction> createCommitter(StageContext context) {
            return sink.createCommitter(context);
        }

        @Override
        public SinkWriter<Long, MemoryTransaction> createWriter(StageContext context) {
            return sink.createWriter(context);
        }

        @Override
        public Serde<MemoryTransaction> committableSerde() {
            return sink.committableSerde();
        }
    }

    private Pipeline pipeline(Finding... told) {
        return Pipeline.named("sums")
                .source("numbers", ListSource.of(List.of(1L, 2L, 3L)))
                .keyByLong(number -> number % 2)
                .aggregate("sum", 0L, Long::sum)
                .sink("out", new Finder(MemorySink.to(store), told))
                .build();
    }

    private Path directory() {
        return parent.resolve("checkpoints");
    }

    private void run(Pipeline pipeline) throws Exception {
        try (Job job = Weir.local(directory()).start(pipeline)) {
            job.join(60, TimeUnit.SECONDS);
        }
    }

    private static List<String> codes(List<Finding> findings, Finding.Level level) {
        return findings.stream()
                .filter(each -> each.level() == level)
                .map(Finding::code)
                .toList();
    }

    private static WeirException problem(String code) {
        return WeirException.user(code, "what of " + code, "why", "mend");
    }

    @Test
    void aNewJobIsCheckedWithoutAnythingBeingMade() throws Exception {
        List<Finding> findings = Weir.local(directory()).check(pipeline());
        assertThat(codes(findings, Finding.Level.PROBLEM)).isEmpty();
        assertThat(findings)
                .extracting(Finding::what)
                .anyMatch(what -> what.endsWith("is not there yet, and can be made"))
                .anyMatch(what -> what.contains("the job begins anew"));
        assertThat(directory()).doesNotExist();
    }

    @Test
    void aCheckpointThatFitsIsRestoredAndNothingIsChanged() throws Exception {
        run(pipeline());
        List<Path> before = files();
        List<Finding> findings = Weir.local(directory()).check(pipeline());
        assertThat(codes(findings, Finding.Level.PROBLEM)).isEmpty();
        assertThat(findings)
                .extracting(Finding::what)
                .anyMatch(what -> what.matches("checkpoint \\d+ fits the pipeline: .*"))
                .anyMatch(what -> what.startsWith("a sync of the disk takes"));
        assertThat(files()).isEqualTo(before);
        assertThat(store.committed()).containsExactly(1L, 2L, 4L);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory())) {
            return files.sorted().toList();
        }
    }

    /** Runs until its output is decided, and dies before the commit. */
    private void leaveOutputPending(Pipeline pipeline) {
        ProtocolObserver death = (step, checkpointId, where) -> {
            if (step == ProtocolStep.COMMITTING) {
                throw new IllegalStateException("a test asked for it");
            }
        };
        Weir weir = Weir.local(directory())
                .observer(death)
                .checkpointInterval(Duration.ofMillis(10))
                .restartStrategy(RestartStrategy.none());
        try (Job job = weir.start(pipeline)) {
            assertThatThrownBy(() -> job.join(60, TimeUnit.SECONDS)).hasMessageContaining("a test asked for it");
        }
    }

    private Pipeline shown() {
        return Pipeline.named("shown")
                .source("numbers", ListSource.of(List.of(1L, 2L, 3L)))
                .sink("out", MemorySink.to(store))
                .build();
    }

    private static Finding only(List<Finding> findings, String code) {
        List<Finding> found =
                findings.stream().filter(each -> each.code().equals(code)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void outputThatWaitsForItsCommitIsAWarningUntilItIsCommitted() throws Exception {
        leaveOutputPending(shown());
        List<Finding> findings = Weir.local(directory()).check(shown());
        assertThat(codes(findings, Finding.Level.PROBLEM)).isEmpty();
        Finding pending = only(findings, "output-pending");
        assertThat(pending.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(pending.what())
                .matches("1 output of sink \"out\" is decided and waits for its commit: checkpoint \\d+, subtask 0");
        assertThat(pending.why()).contains("refused").contains("it is sealed");
        assertThat(pending.mend()).contains("start the job").contains("weir transactions list");

        run(shown());
        assertThat(codes(Weir.local(directory()).check(shown()), Finding.Level.WARNING))
                .doesNotContain("output-pending");
    }

    @Test
    void outputWaitsAlsoAtASinkThatCannotBeAsked() throws Exception {
        leaveOutputPending(pipeline());
        assertThat(only(Weir.local(directory()).check(pipeline()), "output-pending")
                        .why())
                .contains("a sink of this kind cannot be asked");
    }

    @Test
    void outputInDoubtIsAProblemUnlessTheProgramSettlesIt() throws Exception {
        leaveOutputPending(shown());
        store.forgetSealed();
        List<Finding> findings = Weir.local(directory()).check(shown());
        assertThat(codes(findings, Finding.Level.PROBLEM)).containsExactly("in-doubt");
        String what = only(findings, "in-doubt").what();
        assertThat(what)
                .matches("whether 1 output of sink \"out\" is committed cannot be known: checkpoint \\d+, subtask 0");
        long checkpointId = Long.parseLong(what.replaceAll(".*checkpoint (\\d+),.*", "$1"));

        Weir settled =
                Weir.local(directory()).settle(new Settlement("out", checkpointId, 0, Settlement.Verdict.COMMITTED));
        assertThat(codes(settled.check(shown()), Finding.Level.PROBLEM)).isEmpty();
    }

    @Test
    void aCheckpointThatDoesNotFitIsAProblemWithTheWordsOfTheStart() throws Exception {
        run(pipeline());
        Pipeline changed = Pipeline.named("sums")
                .source("numbers", ListSource.of(List.of(1L, 2L, 3L)))
                .keyByLong(number -> number % 2)
                .aggregate("sum", "", (text, number) -> text + number)
                .sink("out", MemorySink.to(new MemoryStore<String>()))
                .build();
        assertThat(codes(Weir.local(directory()).check(changed), Finding.Level.PROBLEM))
                .containsExactly("incompatible-state");
        Pipeline renamed = Pipeline.named("sums")
                .source("numbers", ListSource.of(List.of(1L, 2L, 3L)))
                .sink("out", MemorySink.to(store))
                .build();
        assertThat(codes(Weir.local(directory()).check(renamed), Finding.Level.PROBLEM))
                .containsExactly("missing-stage");
        Pipeline other = Pipeline.named("others")
                .source("numbers", ListSource.of(List.of(1L)))
                .sink("out", MemorySink.to(store))
                .build();
        assertThat(codes(Weir.local(directory()).check(other), Finding.Level.PROBLEM))
                .containsExactly("foreign-checkpoint");
    }

    @Test
    void aDirectoryThatAJobHoldsAndOneThatIsAFileAreProblems() throws Exception {
        run(pipeline());
        try (LocalJobDirectory held = LocalJobDirectory.open(directory(), "sums")) {
            assertThat(codes(Weir.local(Path.of(held.location())).check(pipeline()), Finding.Level.PROBLEM))
                    .containsExactly("directory-in-use");
        }
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThat(codes(Weir.local(file).check(pipeline()), Finding.Level.PROBLEM))
                .contains("directory-not-usable");
    }

    @Test
    void whatAKilledDoctorLeftInAnEmptyDirectoryKeepsNoJobFromItsFirstStart() throws Exception {
        Files.createDirectory(directory());
        Path left = Files.writeString(directory().resolve("doctor.tmp"), "half a block");
        run(pipeline());
        assertThat(left).doesNotExist();
        assertThat(store.committed()).containsExactly(1L, 2L, 4L);
    }

    @Test
    void aDirectoryOfSomebodyElseIsAProblemAsAtAStart() throws Exception {
        Files.createDirectory(directory());
        Files.writeString(directory().resolve("holiday.jpg"), "x");
        assertThat(codes(Weir.local(directory()).check(pipeline()), Finding.Level.PROBLEM))
                .containsExactly("foreign-directory");
    }

    @Test
    void whatTheBuildingOfTasksRefusesIsAProblemBeforeTheFirstStartToo() throws Exception {
        OutputTag<DeadLetter> dead = OutputTag.of("dead", DeadLetter.class);
        Pipeline windows = Pipeline.named("sums")
                .source("numbers", ListSource.of(List.of(1L, 2L, 3L)))
                .keyBy(number -> "key")
                .window(Windows.session(Duration.ofSeconds(1)))
                .reduce("sessions", Long.class, Long::sum)
                .onError(dead)
                .sink("out", DiscardSink.create())
                .deadLetters(dead)
                .sink("dead", MemorySink.to(new MemoryStore<DeadLetter>()))
                .build();
        assertThat(codes(Weir.local(directory()).check(windows), Finding.Level.PROBLEM))
                .contains("on-error-not-possible");
        assertThat(directory()).doesNotExist();
    }

    @Test
    void anExceptionOfAFunctionIsOneProblemAmongOthers() throws Exception {
        Pipeline broken = Pipeline.named("sums")
                .source("numbers", ListSource.of(List.of(1L, 2L, 3L)))
                .keyBy(number -> "key")
                .process("broken", Broken::new)
                .sink("out", new Finder(MemorySink.to(store), Finding.problem(problem("first-thing"))))
                .build();
        assertThat(codes(Weir.local(directory()).check(broken), Finding.Level.PROBLEM))
                .containsExactly("rehearsal-failed", "first-thing");
    }

    /** Cannot be made. */
    private static final class Broken implements KeyedProcessFunction<String, Long, Long> {

        private Broken() {
            throw new IllegalStateException("its file is missing");
        }

        @Override
        public void process(Long number, Context<String> context, Collector<Long> out) {
            out.collect(number);
        }
    }

    @Test
    void theSavepointThatAFirstStartBeginsWithIsRestored() throws Exception {
        run(pipeline());
        Path next = parent.resolve("next");
        Pipeline renamed = Pipeline.named("sums")
                .source("numbers", ListSource.of(List.of(1L, 2L, 3L)))
                .sink("out", MemorySink.to(store))
                .build();
        for (Weir weir : List.of(
                Weir.local(next).startFrom(directory()), Weir.local(next).forkFrom(directory()))) {
            assertThat(codes(weir.check(pipeline()), Finding.Level.PROBLEM)).isEmpty();
            assertThat(codes(weir.check(renamed), Finding.Level.PROBLEM)).containsExactly("missing-stage");
        }
        assertThat(codes(
                        Weir.local(next).startFrom(parent.resolve("nowhere")).check(pipeline()), Finding.Level.PROBLEM))
                .containsExactly("no-checkpoint");
        assertThat(next).doesNotExist();
    }

    @Test
    void whatTheSettingsPromiseLessIsAWarning() throws Exception {
        Weir weir = Weir.local(directory())
                .parallelism(128)
                .guarantee(Guarantee.AT_LEAST_ONCE)
                .restartStrategy(RestartStrategy.fixedDelay(3, Duration.ofSeconds(1)));
        assertThat(codes(weir.check(pipeline()), Finding.Level.WARNING))
                .contains("at-least-once", "parallelism-above-cores", "restarts-end-soon");
        assertThat(codes(
                        Weir.local(directory())
                                .restartStrategy(RestartStrategy.none())
                                .check(pipeline()),
                        Finding.Level.WARNING))
                .contains("no-restarts");
    }

    @Test
    void aStartFailsWithAllProblemsNamedAndOneProblemIsItself() {
        Pipeline two = pipeline(
                Finding.problem(problem("first-thing")),
                Finding.warning("a-warning", "w", "w", "w"),
                Finding.problem(problem("second-thing")));
        assertThatThrownBy(() -> run(two))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo("check-failed"))
                .hasMessageContaining("there are 2 reasons")
                .hasMessageContaining("(1) what of first-thing")
                .hasMessageContaining("(2) what of second-thing");
        assertThatThrownBy(() -> run(pipeline(Finding.problem(problem("first-thing")))))
                .isInstanceOfSatisfying(
                        WeirException.class, e -> assertThat(e.code()).isEqualTo("first-thing"));
    }

    @Test
    void warningsKeepNoJobFromStarting() throws Exception {
        run(pipeline(Finding.warning("a-warning", "w", "w", "w"), Finding.ok("fine")));
        assertThat(store.committed()).containsExactly(1L, 2L, 4L);
    }
}
