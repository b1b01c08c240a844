package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.report.Budget;
import io.weir.proof.report.FailureReport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs with windows, whatever goes wrong: every window of every key has one result, of all of its events but those that were late. */
class WindowsIT {

    private static final int JOBS = 600;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void windowsAreWholeAndEmittedOnceWhateverGoesWrong() {
        int jobs = Budget.of(JOBS);
        long crashes = 0;
        for (long seed = 1; seed <= jobs; seed++) {
            RunResult result = Simulation.run(Profile.ofWindows(seed), null);
            if (!result.passed()) {
                fail(String.join("\n", FailureReport.of(result)));
            }
            crashes += result.recoveries();
        }
        ProofReport.tell("windows: " + jobs + " jobs, " + crashes + " recoveries");
    }
}
