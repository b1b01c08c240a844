package io.weir.proof.mutation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * What becomes of a mutant.
 *
 * @param seeds how many seeds were run, the last of which killed it, if it was killed
 * @param verdict what was wrong; empty if the mutant survived
 */
record MutantRun(Mutant mutant, int seeds, String verdict) {

    boolean killed() {
        return !verdict.isEmpty();
    }

    /** Runs seeds from 1 on until one finds the mistake. */
    static MutantRun of(Mutant mutant, Path root, int seedsMax) throws Exception {
        MutantLoader loader = MutantLoader.of(mutant, root);
        boolean zombies = mutant.origin().endsWith("@zombies");
        boolean rewinds = mutant.origin().endsWith("@rewinds");
        boolean windows = mutant.origin().endsWith("@windows");
        boolean requests = mutant.origin().endsWith("@requests");
        boolean shaped = windows || requests;
        Method verdict = rewinds || shaped
                ? loader.loadClass(
                                shaped ? "io.weir.proof.simulation.Simulation" : "io.weir.proof.simulation.RewindRun")
                        .getMethod(
                                windows ? "verdictOfWindows" : requests ? "verdictOfRequests" : "verdict", long.class)
                : loader.loadClass("io.weir.proof.simulation.Simulation")
                        .getMethod("verdict", long.class, boolean.class);
        for (int seed = 1; seed <= seedsMax; seed++) {
            try {
                String found = (String)
                        (rewinds || shaped
                                ? verdict.invoke(null, (long) seed)
                                : verdict.invoke(null, (long) seed, zombies && seed % 2 == 0));
                if (!found.isEmpty()) {
                    return new MutantRun(mutant, seed, found);
                }
            } catch (InvocationTargetException e) {
                return new MutantRun(mutant, seed, String.valueOf(e.getCause()));
            }
        }
        return new MutantRun(mutant, seedsMax, "");
    }
}
