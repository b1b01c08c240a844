package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.report.Budget;
import io.weir.proof.simulation.RewindRun.Ending;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * From a savepoint the same job goes on if nothing behind it has been committed, and is refused if something has; a new job writes exactly what lies behind it. The savepoint
 * is taken at any moment of a job that is killed now and then.
 */
class RewindIT {

    private static final int RUNS = 1_500;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void aSavepointIsGoneOnFromExactlyOrRefused() {
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        int runs = Budget.of(RUNS);
        for (int seed = 1; seed <= runs; seed++) {
            try {
                endings.merge(RewindRun.of(seed), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                fail("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        ProofReport.tell("rewind: " + runs + " savepoints, " + endings);
        assertThat(endings).as("every ending is reached").containsOnlyKeys(Ending.values());
    }
}
