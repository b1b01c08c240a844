package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.simulation.CrashPoints.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small fixed jobs, crashed at every point, and at every point of the recovery that follows. */
class CrashPointsIT {

    private static final List<FaultKind> KINDS = List.of(FaultKind.KILL, FaultKind.POWER_CUT);

    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong crashes = new AtomicLong();

    /** Each point of each job; each point of a recovery is met too, with one first crash or several. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aCrashAtAnyPointChangesNothing() throws Exception {
        List<Callable<Void>> scenarios = new ArrayList<>();
        for (Profile scenario : CrashPoints.scenarios()) {
            scenarios.add(() -> crashEverywhere(scenario, false));
        }
        runAll("crash points", scenarios);
    }

    /** Each pair of a point and a point of the recovery from it. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aCrashAtAnyPointAndOneAtAnyPointOfTheRecoveryChangeNothing() throws Exception {
        List<Callable<Void>> scenarios = new ArrayList<>();
        for (Profile scenario : CrashPoints.smallest()) {
            scenarios.add(() -> crashEverywhere(scenario, true));
        }
        runAll("pairs of crash points", scenarios);
    }

    /** One after the other: runs of one profile are runs of one job, and a process has a job once. */
    private Void crashEverywhere(Profile scenario, boolean everyPair) {
        KINDS.forEach(kind -> crashEverywhere(scenario, kind, everyPair));
        return null;
    }

    private void crashEverywhere(Profile scenario, FaultKind kind, boolean everyPair) {
        long points = run(scenario, kind, 0, 0).points();
        assertThat(points).as("points of the smallest job: 91").isGreaterThan(80);
        for (long first = 1; first <= points; first++) {
            Outcome single = run(scenario, kind, first, 0);
            assertThat(single.crashes()).as("crashes at point %d", first).isEqualTo(1);
            long recovery = single.recoveryPoints();
            if (everyPair) {
                for (long second = 1; second <= recovery; second++) {
                    run(scenario, kind, first, second);
                }
            } else if (recovery > 0) {
                run(scenario, kind, first, 1 + first % recovery);
            }
        }
    }

    private Outcome run(Profile scenario, FaultKind kind, long first, long second) {
        Outcome outcome = CrashPoints.run(scenario, kind, first, second);
        runs.incrementAndGet();
        crashes.addAndGet(outcome.crashes());
        if (outcome.violation() != null) {
            fail(
                    String.format(Locale.ROOT, "%s at point %d and %d after it, of %s", kind, first, second, scenario),
                    outcome.violation());
        }
        return outcome;
    }

    private void runAll(String what, List<Callable<Void>> scenarios) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (Future<Void> each : threads.invokeAll(scenarios)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        String line = String.format(
                Locale.ROOT,
                "%s: %d jobs, %,d runs, %,d crashes, none of them wrong",
                what,
                scenarios.size(),
                runs.get(),
                crashes.get());
        ProofReport.tell(line);
        ProofReport.write(what.replace(' ', '-') + ".md", List.of(line));
    }
}
