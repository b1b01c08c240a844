package io.weir.proof.conformance;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Looks for a simulated run that gives what a real one gave, operation by operation. A look at the outside system that sees something else is repeated after
 * each thing that is under way; everything else either comes out the same or rules the run out.
 *
 * <p>Threading: confined to one thread.
 *
 * @param <O> an operation
 */
public final class Replay<O> {

    /** A simulated run. */
    public interface Run<O> extends AutoCloseable {

        /** Lets some of what is under way happen, or none. */
        void moveSome();

        /** Lets one thing happen that is under way; returns false if nothing is. */
        boolean moveOnce();

        /** Does an operation; returns what came of it. */
        String run(O operation);

        /** Returns whether an operation only looks, so that it may be done again. */
        boolean looks(O operation);

        @Override
        void close();
    }

    private static final int SEEDS_MAX = 5_000;
    private static final int MOVES_MAX = 60;

    private final List<O> operations;
    private final List<String> real;
    private final LongFunction<Run<O>> runs;
    private final Set<String> simulatedAtFurthest = new TreeSet<>();
    private int furthest = -1;
    private int seeds;

    /**
     * @param real what came of each operation in reality
     * @param runs begins the simulated run of a seed
     */
    public Replay(List<O> operations, List<String> real, LongFunction<Run<O>> runs) {
        this.operations = List.copyOf(operations);
        this.real = List.copyOf(real);
        this.runs = runs;
    }

    /** Returns whether the simulation has a run with the outcomes of reality. */
    public boolean isFound() {
        for (seeds = 1; seeds <= SEEDS_MAX; seeds++) {
            try (Run<O> run = runs.apply(seeds)) {
                if (fits(run)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns how many simulated runs it took. */
    public int seeds() {
        return seeds;
    }

    private boolean fits(Run<O> run) {
        for (int i = 0; i < operations.size(); i++) {
            run.moveSome();
            String outcome = outcome(i, run);
            if (!outcome.equals(real.get(i))) {
                note(i, outcome);
                return false;
            }
        }
        return true;
    }

    private String outcome(int index, Run<O> run) {
        O operation = operations.get(index);
        String outcome = run.run(operation);
        int moves = 0;
        while (run.looks(operation) && !outcome.equals(real.get(index)) && moves < MOVES_MAX && run.moveOnce()) {
            outcome = run.run(operation);
            moves++;
        }
        return outcome;
    }

    private void note(int index, String outcome) {
        if (index > furthest) {
            furthest = index;
            simulatedAtFurthest.clear();
        }
        if (index == furthest) {
            simulatedAtFurthest.add(outcome);
        }
    }

    /** Returns what was done, what reality gave, and where the simulation could not follow. */
    public String inWords() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < operations.size(); i++) {
            words.append(i == furthest ? "\n> " : "\n  ")
                    .append(operations.get(i))
                    .append(": ")
                    .append(real.get(i));
            if (i == furthest) {
                words.append(", but in the simulation ").append(simulatedAtFurthest);
            }
        }
        return words.toString();
    }
}
