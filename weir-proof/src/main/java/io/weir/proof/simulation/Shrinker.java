package io.weir.proof.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes a failing run smaller, as long as it fails in the same way: fewer kinds of fault, fewer crashes, records, partitions and subtasks. */
public final class Shrinker {

    private static final int RUNS_MAX = 120;

    private int runs;

    /** Returns the smallest failing profile that was found, beginning with one that fails. */
    public RunResult shrink(RunResult failed) {
        RunResult smallest = failed;
        boolean smaller = true;
        while (smaller && runs < RUNS_MAX) {
            smaller = false;
            for (Profile candidate : candidates(smallest.profile())) {
                if (runs++ >= RUNS_MAX) {
                    break;
                }
                RunResult result = Simulation.run(candidate, null);
                if (kindOf(result).equals(kindOf(failed))) {
                    smallest = result;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Returns what is wrong without its particulars; empty if nothing is. */
    private static String kindOf(RunResult result) {
        Throwable violation = result.violation();
        return violation == null
                ? ""
                : violation.getClass().getName() + ": "
                        + String.valueOf(violation.getMessage()).split(":")[0].replaceAll("[0-9]+", "");
    }

    private static List<Profile> candidates(Profile profile) {
        List<Profile> candidates = new ArrayList<>();
        for (FaultKind kind : profile.faults()) {
            Set<FaultKind> fewer = EnumSet.copyOf(profile.faults());
            fewer.remove(kind);
            if (fewer.stream().anyMatch(FaultKind::isCrash)) {
                candidates.add(profile.withFaults(fewer));
            }
        }
        int crashes = profile.crashes();
        List<Integer> parallelisms = profile.parallelisms();
        if (crashes > 1) {
            candidates.add(profile.withSizes(profile.partitions(), profile.recordsMin(), crashes / 2, parallelisms));
            candidates.add(profile.withSizes(profile.partitions(), profile.recordsMin(), crashes - 1, parallelisms));
        }
        if (profile.recordsMin() > 1) {
            candidates.add(profile.withSizes(profile.partitions(), profile.recordsMin() / 2, crashes, parallelisms));
        }
        if (profile.partitions() > 1) {
            candidates.add(profile.withSizes(1, profile.recordsMin(), crashes, parallelisms));
        }
        if (parallelisms.stream().anyMatch(parallelism -> parallelism > 1)) {
            candidates.add(profile.withSizes(profile.partitions(), profile.recordsMin(), crashes, List.of(1)));
        }
        return candidates;
    }
}
