package io.weir.proof.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.proof.report.Budget;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What the real engine does is a behaviour of the model.
 *
 * <p>Method: runs of one seed each in a simulated world; TLC looks for a behaviour of weir-model's specification that matches all that was seen of a run.
 * The system property {@code weir.soak} multiplies the number of runs.
 */
final class TracesIT {

    private static final int RUNS_PER_CHECK = 50;
    private static final int CHECKS = Budget.of(4);

    /** What the trace that is corrupted must tell of. */
    private static final Set<TraceStep> RICH = EnumSet.of(TraceStep.REDONE, TraceStep.POWER, TraceStep.FINISHED);

    /** The shape of a trace that is worth corrupting: a decision of an attempt that is not the last, and a recovery from it. */
    private static boolean isRich(List<TraceEvent> events) {
        Set<TraceStep> steps = EnumSet.noneOf(TraceStep.class);
        events.forEach(event -> steps.add(event.step()));
        TraceEvent secondClaim = TraceEvent.of(TraceStep.CLAIM, 2);
        return steps.containsAll(RICH)
                && events.contains(secondClaim)
                && events.subList(0, events.indexOf(secondClaim)).stream()
                        .anyMatch(event -> event.step() == TraceStep.VISIBLE);
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void everythingThatTheEngineDoesIsAllowedByTheModel() throws Exception {
        List<Callable<List<String>>> checks = new ArrayList<>();
        for (int i = 0; i < CHECKS; i++) {
            long firstSeed = 1 + (long) i * RUNS_PER_CHECK;
            checks.add(() -> rejectedOf(firstSeed));
        }
        List<String> rejected = new ArrayList<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (Future<List<String>> each : threads.invokeAll(checks)) {
                rejected.addAll(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(rejected).as("seeds whose traces the model does not allow").isEmpty();
    }

    private static List<String> rejectedOf(long firstSeed) throws Exception {
        List<String> rejected = new ArrayList<>();
        List<List<TraceEvent>> traces = new ArrayList<>();
        for (int i = 0; i < RUNS_PER_CHECK; i++) {
            TracedRun.Outcome outcome = TracedRun.of(firstSeed + i);
            traces.add(outcome.events());
            if (outcome.failure() != null) {
                rejected.add("seed " + (firstSeed + i) + ": " + outcome.failure());
            }
        }
        TraceCheck.Result result = TraceCheck.check("seeds-from-" + firstSeed, TraceModule.of(traces));
        System.out.println("traces, seeds from " + firstSeed + ": " + result.inWords());
        for (int i = 0; i < RUNS_PER_CHECK; i++) {
            TraceCheck.Verdict verdict = result.verdicts().get(i);
            if (!verdict.allowed()) {
                rejected.add("seed " + (firstSeed + i) + ": " + verdict.event());
            }
        }
        return rejected;
    }

    @TestFactory
    List<DynamicTest> aCorruptedTraceIsRejected() throws Exception {
        long seed = 1;
        while (!isRich(TracedRun.of(seed).events())) {
            seed++;
        }
        List<TraceEvent> trueOne = TracedRun.of(seed).events();
        List<Corruption> corruptions = Corruption.all();
        List<List<TraceEvent>> traces = new ArrayList<>();
        corruptions.forEach(corruption -> traces.add(corruption.of(trueOne)));
        traces.add(trueOne);

        TraceCheck.Result result = TraceCheck.check("corrupted", TraceModule.of(traces));

        System.out.println("traces, corrupted from seed " + seed + ": " + result.inWords());
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < corruptions.size(); i++) {
            TraceCheck.Verdict verdict = result.verdicts().get(i);
            String name = corruptions.get(i).name();
            System.out.println("traces, " + name + ": rejected at " + verdict.event());
            tests.add(DynamicTest.dynamicTest(
                    name, () -> assertThat(verdict.allowed()).isFalse()));
        }
        TraceCheck.Verdict uncorrupted = result.verdicts().get(corruptions.size());
        tests.add(DynamicTest.dynamicTest(
                "and the true one is allowed",
                () -> assertThat(uncorrupted.event()).isEmpty()));
        return tests;
    }
}
