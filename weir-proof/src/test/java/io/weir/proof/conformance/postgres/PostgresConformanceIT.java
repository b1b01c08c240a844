package io.weir.proof.conformance.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.proof.conformance.Replay;
import io.weir.proof.conformance.postgres.Operation.Kind;
import io.weir.proof.report.Budget;
import io.weir.testkit.world.Entropy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random sequences of transactions: whatever the real server shows, a run of the simulated database shows too. */
class PostgresConformanceIT {

    private static final int SEQUENCES = Budget.of(110);
    private static final long FIRST_SEED = Long.getLong("weir.conformance.seed", 1);

    private static final Set<Kind> LEAVES =
            EnumSet.of(Kind.COMMIT_AND_LEAVE, Kind.COMMIT_AND_RESET, Kind.COMMIT_AND_KILL);
    private static final Set<Kind> ENDS = EnumSet.of(Kind.COMMIT, Kind.ROLL_BACK, Kind.CUT, Kind.TERMINATE);
    private static final Set<String> WORDS = Set.of("ok", "rolled back", "kept", "lost", "with nothing to see");

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void whatTheRealServerShowsTheSimulatedOneCanShow() throws Exception {
        List<String> strays = new ArrayList<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        int simulatedRuns = 0;
        int operationCount = 0;
        try (PostgresServer server = PostgresServer.start()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + SEQUENCES; seed++) {
                List<Operation> operations = Operation.sequence(Entropy.of(seed));
                List<String> real = runReal(server, operations);
                Replay<Operation> replay = new Replay<>(operations, real, SimulatedRun::new);
                if (!replay.isFound()) {
                    strays.add("seed " + seed + replay.inWords());
                }
                simulatedRuns += replay.seeds();
                operationCount += operations.size();
                count(operations, real, outcomes);
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "PostgreSQL conformance: seeds %d to %d, %d operations, %d simulated runs to find them all, outcomes %s",
                FIRST_SEED,
                FIRST_SEED + SEQUENCES - 1,
                operationCount,
                simulatedRuns,
                outcomes));
        assertThat(strays)
                .as("what the real server did and the simulated one cannot")
                .isEmpty();
    }

    private static List<String> runReal(PostgresServer server, List<Operation> operations) throws Exception {
        List<String> outcomes = new ArrayList<>();
        try (RealDatabase database = new RealDatabase(server)) {
            Driver driver = new Driver(database);
            operations.forEach(operation -> outcomes.add(driver.run(operation)));
        }
        return outcomes;
    }

    /** Counts how each kind of operation came out, and what became of rows whose commit was asked for by a client that left. */
    private static void count(List<Operation> operations, List<String> real, Map<String, Integer> outcomes) {
        Map<Integer, Integer> inserted = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            String outcome = real.get(i);
            if (operation.kind() == Kind.INSERT && outcome.equals("ok")) {
                inserted.put(operation.connection(), operation.number());
            } else if (LEAVES.contains(operation.kind()) && outcome.equals("ok")) {
                Integer row = inserted.remove(operation.connection());
                outcome = row == null ? "with nothing to see" : isKept(row, operations, real) ? "kept" : "lost";
                if (operation.kind() == Kind.COMMIT_AND_KILL) {
                    inserted.clear();
                }
            } else if (operation.kind() == Kind.KILL) {
                inserted.clear();
            } else if (ENDS.contains(operation.kind()) || outcome.equals("rolled back")) {
                inserted.remove(operation.connection());
            }
            if (WORDS.contains(outcome)) {
                outcomes.merge(operation.kind() + " " + outcome, 1, Integer::sum);
            }
        }
    }

    /** Returns whether the last look at everything showed a row. */
    private static boolean isKept(int row, List<Operation> operations, List<String> real) {
        for (int i = operations.size() - 1; i >= 0; i--) {
            if (operations.get(i).kind() == Kind.READ) {
                String rows = real.get(i).substring(0, real.get(i).indexOf(']'));
                return List.of(rows.split("[^0-9]+")).contains(Integer.toString(row));
            }
        }
        throw new IllegalStateException("no look at all");
    }
}
