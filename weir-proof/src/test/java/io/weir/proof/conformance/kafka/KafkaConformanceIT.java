package io.weir.proof.conformance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.KafkaBroker;
import io.weir.proof.conformance.Replay;
import io.weir.proof.report.Budget;
import io.weir.testkit.world.Entropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random sequences of client operations: whatever the real broker answers, a run of the simulated one answers too. */
class KafkaConformanceIT {

    private static final int SEQUENCES = Budget.of(150);
    private static final long FIRST_SEED = Long.getLong("weir.conformance.seed", 1);
    private static final int THREADS = 6;

    private record Comparison(
            long seed, Replay<Operation> replay, List<Operation> operations, List<String> real, boolean found) {}

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void whatTheRealBrokerAnswersTheSimulatedOneCanAnswer() throws Exception {
        List<String> strays = new ArrayList<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        int simulatedRuns = 0;
        int operations = 0;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (KafkaBroker broker = RealCluster.startBroker()) {
            List<Callable<Comparison>> comparisons = new ArrayList<>();
            for (int i = 0; i < SEQUENCES; i++) {
                long seed = FIRST_SEED + i;
                comparisons.add(() -> compare(broker.bootstrapServers(), seed));
            }
            for (Future<Comparison> each : threads.invokeAll(comparisons)) {
                Comparison comparison = each.get();
                simulatedRuns += comparison.replay().seeds();
                operations += comparison.operations().size();
                count(comparison, outcomes);
                if (!comparison.found()) {
                    strays.add("seed " + comparison.seed() + comparison.replay().inWords());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println(String.format(
                Locale.ROOT,
                "Kafka conformance: seeds %d to %d, %d operations, %d simulated runs to find them all, outcomes %s",
                FIRST_SEED,
                FIRST_SEED + SEQUENCES - 1,
                operations,
                simulatedRuns,
                outcomes));
        assertThat(strays)
                .as("what the real broker did and the simulated one cannot")
                .isEmpty();
    }

    private static Comparison compare(String servers, long seed) {
        List<Operation> operations = Operation.sequence(Entropy.of(seed));
        List<String> real;
        try (RealCluster cluster = new RealCluster(servers, "c" + seed + "-");
                Driver driver = new Driver(cluster)) {
            real = driver.runAll(operations);
        }
        Replay<Operation> replay = new Replay<>(operations, real, SimulatedRun::new);
        boolean found = replay.isFound();
        return new Comparison(seed, replay, operations, real, found);
    }

    private static void count(Comparison comparison, Map<String, Integer> outcomes) {
        for (int i = 0; i < comparison.operations().size(); i++) {
            String outcome = comparison.real().get(i);
            if (outcome.contains("Exception")) {
                outcomes.merge(comparison.operations().get(i).kind() + " " + outcome, 1, Integer::sum);
            }
        }
    }
}
