package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.report.Budget;
import io.weir.proof.report.FailureReport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs with requests, whatever goes wrong: every event is in the totals once, and those of a key in order, in whatever order requests are answered. */
class RequestsIT {

    private static final int JOBS = 500;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void totalsAreExactAndInOrderInWhateverOrderRequestsAreAnswered() {
        int jobs = Budget.of(JOBS);
        long crashes = 0;
        for (long seed = 1; seed <= jobs; seed++) {
            RunResult result = Simulation.run(Profile.ofRequests(seed), null);
            if (!result.passed()) {
                fail(String.join("\n", FailureReport.of(result)));
            }
            crashes += result.recoveries();
        }
        ProofReport.tell("requests: " + jobs + " jobs, " + crashes + " recoveries");
    }
}
