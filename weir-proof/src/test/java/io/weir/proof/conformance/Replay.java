package io.weir.proof.conformance.kafka;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for a simulated run that gives what a real one gave, operation by operation. A look at the cluster that sees something else is repeated after each
 * thing that is under way; everything else either comes out the same or rules the run out.
 *
 * <p>Threading: confined to one thread.
 */
final class Replay {

    private static final int SEEDS_MAX = 5_000;
    private static final int MOVES_MAX = 60;

    private final List<Operation> operations;
    private final List<String> real;
    private final Set<String> simulatedAtFurthest = new TreeSet<>();
    private int furthest = -1;
    private int seeds;

    Replay(List<Operation> operations, List<String> real) {
        this.operations = operations;
        this.real = real;
    }

    /** Returns whether the simulation has a run with the outcomes of reality. */
    boolean isFound() {
        for (seeds = 1; seeds <= SEEDS_MAX; seeds++) {
            if (fits(seeds)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many simulated runs it took. */
    int seeds() {
        return seeds;
    }

    private boolean fits(long seed) {
        SimulatedCluster cluster = new SimulatedCluster(seed);
        try (Driver driver = new Driver(cluster)) {
            for (int i = 0; i < operations.size(); i++) {
                cluster.moveSome();
                if (!gives(i, driver, cluster)) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean gives(int index, Driver driver, SimulatedCluster cluster) {
        Operation operation = operations.get(index);
        String expected = real.get(index);
        String outcome = driver.run(operation);
        for (int moves = 0; operation.kind().looks() && !outcome.equals(expected); moves++) {
            if (moves == MOVES_MAX || !cluster.moveOnce()) {
                break;
            }
            outcome = driver.run(operation);
        }
        if (outcome.equals(expected)) {
            return true;
        }
        if (index > furthest) {
            furthest = index;
            simulatedAtFurthest.clear();
        }
        if (index == furthest) {
            simulatedAtFurthest.add(outcome);
        }
        return false;
    }

    /** Returns what was done, what reality gave, and where the simulation could not follow. */
    String inWords() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < operations.size(); i++) {
            words.append(i == furthest ? "\n> " : "\n  ")
                    .append(inWords(operations.get(i)))
                    .append(": ")
                    .append(real.get(i));
            if (i == furthest) {
                words.append(", but in the simulation ").append(simulatedAtFurthest);
            }
        }
        return words.toString();
    }

    private static String inWords(Operation operation) {
        return operation.kind() + (operation.old() ? " (old)" : "") + " id=" + operation.id() + " topic="
                + operation.topic() + " partition=" + operation.partition() + " group=" + operation.group() + " number="
                + operation.number();
    }
}
