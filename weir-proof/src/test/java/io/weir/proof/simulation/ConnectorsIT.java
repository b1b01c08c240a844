package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.report.Budget;
import io.weir.proof.report.FailureReport;
import io.weir.proof.report.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Jobs whose sinks are the connectors themselves, whatever goes wrong: files on a simulated volume, tables of an SQLite. What their readers see is what the interpreter comes to, and
 * several sinks of a job stand for the same records. How many is set by {@code weir.soak}; the first seed by {@code weir.sim.first}.
 */
class ConnectorsIT {

    private static final int JOBS = 600;

    /** One run in so many is run again, and must take the same course. */
    private static final int REPEATED = 20;

    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);

    private final Totals totals = new Totals();

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void whatReadersSeeIsExactWhateverGoesWrong() throws Exception {
        int jobs = Budget.of(JOBS);
        List<Callable<Void>> runs = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + jobs; seed++) {
            Profile profile = Profile.ofConnectors(seed);
            runs.add(() -> run(profile));
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (Future<Void> each : threads.invokeAll(runs)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        totals.inWords().forEach(line -> ProofReport.tell("connectors: " + line));
        assertThat(totals.crashes()).isGreaterThan(10L * jobs);
    }

    private Void run(Profile profile) {
        RunResult result = Simulation.run(profile, null);
        if (!result.passed()) {
            fail(String.join("\n", FailureReport.of(result)));
        }
        totals.add(result);
        if (profile.seed() % REPEATED == 0) {
            assertThat(Simulation.run(profile, null).traceHash())
                    .as("course of seed %d, run again", profile.seed())
                    .isEqualTo(result.traceHash());
            totals.addRepeated();
        }
        return null;
    }
}
