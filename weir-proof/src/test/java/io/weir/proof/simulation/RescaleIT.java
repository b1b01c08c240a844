package io.weir.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.weir.proof.report.Budget;
import io.weir.proof.report.FailureReport;
import io.weir.proof.report.Totals;
import io.weir.proof.simulation.Profile.Shape;
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
 * A job goes on at any parallelism from a checkpoint of any other, 1 to 8: its state, its splits, and what it has yet to commit. Each run changes between two of
 * them at every crash that ends its process, wherever that strikes.
 */
class RescaleIT {

    private static final int PARALLELISM_MAX = 8;
    private static final int RUNS_A_PAIR = 6;
    private static final int CRASHES = 14;

    private final Totals totals = new Totals();

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void anyParallelismGoesOnFromAnyOther() throws Exception {
        List<Callable<Void>> pairs = new ArrayList<>();
        for (int from = 1; from <= PARALLELISM_MAX; from++) {
            for (int to = from; to <= PARALLELISM_MAX; to++) {
                List<Integer> pair = List.of(from, to);
                pairs.add(() -> rescale(pair));
            }
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (Future<Void> each : threads.invokeAll(pairs)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        totals.inWords().forEach(line -> ProofReport.tell("rescale: " + line));
        // Each run starts a process of its own after most of its crashes, at the other parallelism.
        assertThat(totals.crashes()).isGreaterThan((long) (pairs.size() * Budget.of(RUNS_A_PAIR) * (CRASHES / 2)));
    }

    private Void rescale(List<Integer> pair) {
        long firstSeed = 1_000_000L * pair.get(0) + 100_000L * pair.get(1);
        int runs = Budget.of(RUNS_A_PAIR);
        for (int i = 0; i < runs; i++) {
            Profile drawn = Profile.of(firstSeed + i);
            Profile profile = drawn.withSizes(drawn.partitions(), drawn.recordsMin(), CRASHES, pair);
            if (profile.shape() == Shape.PLAIN) {
                // It has no state to hand over.
                runs++;
                continue;
            }
            RunResult result = Simulation.run(profile, null);
            if (!result.passed()) {
                fail("parallelism " + pair + ": " + String.join("\n", FailureReport.of(result)));
            }
            totals.add(result);
        }
        return null;
    }
}
