package io.weir.proof.mutation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of a mutant.
 *
 * @param by the seeds that were run, the last of which killed it, if it was killed; or the test class
 * @param verdict what was wrong; empty if the mutant survived
 */
record MutantRun(Mutant mutant, String by, String verdict) {

    boolean killed() {
        return !verdict.isEmpty();
    }

    /** Runs seeds from 1 on until one finds the mistake, or the test that must find it. */
    static MutantRun of(Mutant mutant, Path root, int seedsMax) throws Exception {
        MutantLoader loader = MutantLoader.of(mutant, root);
        Optional<String> test = mutant.testClass();
        return test.isPresent()
                ? new MutantRun(
                        mutant,
                        "`" + test.get().substring(test.get().lastIndexOf('.') + 1) + "`",
                        MutantTest.failureOf(loader.loadClass(test.get())))
                : ofSeeds(mutant, loader, seedsMax);
    }

    private static MutantRun ofSeeds(Mutant mutant, MutantLoader loader, int seedsMax) throws Exception {
        boolean zombies = mutant.origin().endsWith("@zombies");
        boolean rewinds = mutant.origin().endsWith("@rewinds");
        boolean windows = mutant.origin().endsWith("@windows");
        Method verdict = rewinds || windows
                ? loader.loadClass(
                                windows ? "io.weir.proof.simulation.Simulation" : "io.weir.proof.simulation.RewindRun")
                        .getMethod(windows ? "verdictOfWindows" : "verdict", long.class)
                : loader.loadClass("io.weir.proof.simulation.Simulation")
                        .getMethod("verdict", long.class, boolean.class);
        for (int seed = 1; seed <= seedsMax; seed++) {
            try {
                String found = (String)
                        (rewinds || windows
                                ? verdict.invoke(null, (long) seed)
                                : verdict.invoke(null, (long) seed, zombies && seed % 2 == 0));
                if (!found.isEmpty()) {
                    return new MutantRun(mutant, Integer.toString(seed), found);
                }
            } catch (InvocationTargetException e) {
                return new MutantRun(mutant, Integer.toString(seed), String.valueOf(e.getCause()));
            }
        }
        return new MutantRun(mutant, Integer.toString(seedsMax), "");
    }
}
