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
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Jobs whose sinks, or sources, are the connectors themselves, whatever goes wrong: files on a simulated volume, tables of an SQLite. What readers of the output see is what the interpreter comes to, and
 * several sinks of a job stand for the same records. How many is set by {@code weir.soak}; the first seed by {@code weir.sim.first}.
 */
class ConnectorsIT {

    private static final int JOBS = 600;
    private static final int JOBS_OF_SOURCES = 320;

    /** One run in so many is run again, and must take the same course. */
    private static final int REPEATED = 20;

    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);

    private final Totals totals = new Totals();

    /** Rows and files come while the jobs run, from others who keep to what the sources ask of them; and some that must be left out. */
    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void whatSourcesReadIsExactWhateverGoesWrong() throws Exception {
        int jobs = Budget.of(JOBS_OF_SOURCES);
        runAll(jobs, Profile::ofSources, "connectors as sources: ");
        // Jobs whose input is there at the start are over sooner.
        assertThat(totals.crashes()).isGreaterThan(10L * jobs);
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void whatReadersSeeIsExactWhateverGoesWrong() throws Exception {
        int jobs = Budget.of(JOBS);
        runAll(jobs, Profile::ofConnectors, "connectors: ");
        assertThat(totals.crashes()).isGreaterThan(10L * jobs);
    }

    private void runAll(int jobs, LongFunction<Profile> profiles, String what) throws Exception {
        List<Callable<Void>> runs = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + jobs; seed++) {
            Profile profile = profiles.apply(seed);
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
        totals.inWords().forEach(line -> ProofReport.tell(what + line));
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
