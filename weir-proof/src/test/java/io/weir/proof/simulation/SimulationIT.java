package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.report.Budget;
import io.weir.proof.report.FailureReport;
import io.weir.proof.report.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole jobs from many seeds. How many is set by {@code weir.soak}; the first seed by {@code weir.sim.first}. */
class SimulationIT {

    private static final int JOBS = 21_500;
    private static final int CRASHES_MIN = 500_000;

    /** From so many jobs on every cell of the matrix must have been hit. */
    private static final int MATRIX_JOBS_MIN = 20_000;

    private static final long FIRST_SEED = Long.getLong("weir.sim.first", 1);

    /** Seeds that once failed are run first. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void seedsThatOnceFailedPass() throws IOException {
        for (long seed : onceFailed()) {
            RunResult result = Simulation.run(seed);
            if (!result.passed()) {
                fail(String.join("\n", FailureReport.of(result)));
            }
        }
    }

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void committedOutputIsExactWhateverGoesWrong() throws InterruptedException {
        int jobs = Budget.of(JOBS);
        int threads = Runtime.getRuntime().availableProcessors();
        ProofReport.tell(String.format("simulation: %,d jobs on %d threads, from seed %d", jobs, threads, FIRST_SEED));
        Totals totals = new Totals();
        long beganNanos = System.nanoTime();
        RunResult failed = new Campaign(FIRST_SEED, jobs, threads, ProofReport::tell).run(totals);
        if (failed != null) {
            List<String> report = FailureReport.of(failed);
            ProofReport.write("failure.txt", report);
            fail(String.join("\n", report.subList(0, 4)) + "\nmore in target/proof/failure.txt");
        }
        List<String> lines = new ArrayList<>(totals.inWords());
        lines.add(String.format(
                "seeds %d to %d, in %d s, on JDK %s",
                FIRST_SEED,
                FIRST_SEED + jobs - 1,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNanos),
                Runtime.version()));
        lines.add("");
        lines.addAll(totals.matrix());
        lines.forEach(ProofReport::tell);
        ProofReport.write("simulation.md", lines);
        if (jobs >= MATRIX_JOBS_MIN) {
            assertThat(totals.emptyCells())
                    .as("cells of the matrix that no run has hit")
                    .isEmpty();
        }
        assertThat(totals.crashes()).isGreaterThan((long) (CRASHES_MIN * Budget.FACTOR));
    }

    private static List<Long> onceFailed() throws IOException {
        try (InputStream in = SimulationIT.class.getResourceAsStream("/seeds-that-failed.txt")) {
            List<Long> seeds = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    seeds.add(Long.decode(line.split(" ")[0]));
                }
            }
            return seeds;
        }
    }
}
