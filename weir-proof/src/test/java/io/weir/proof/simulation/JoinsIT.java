package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.report.Budget;
import io.weir.proof.report.FailureReport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs with two streams that are joined, or of which one is broadcast, whatever goes wrong: their results are those of plain loops over all events. */
class JoinsIT {

    private static final int JOBS = 250;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void whatMeetsIsThereOnceWhateverGoesWrong() {
        int jobs = Budget.of(JOBS);
        long records = 0;
        long recoveries = 0;
        for (long seed = 1; seed <= jobs; seed++) {
            RunResult result = Simulation.run(Profile.ofJoins(seed), null);
            if (!result.passed()) {
                fail(String.join("\n", FailureReport.of(result)));
            }
            records += result.records();
            recoveries += result.recoveries();
        }
        ProofReport.tell("joins: " + jobs + " jobs, " + records + " records, " + recoveries + " recoveries");
    }
}
