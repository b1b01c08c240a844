package io.weir.proof.mutation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What becomes of a mutant.
 *
 * @param by the seed that killed it, if it was killed; or the test class
 * @param verdict what was wrong; empty if the mutant survived
 */
record MutantRun(Mutant mutant, String by, String verdict) {

    /** Which runs are to find a mistake. */
    private enum Runs {
        ALL("", "Simulation", "verdict", true),
        ZOMBIES("@zombies", "Simulation", "verdict", true),
        REWINDS("@rewinds", "RewindRun", "verdict", false),
        WINDOWS("@windows", "Simulation", "verdictOfWindows", false),
        JOINS("@joins", "Simulation", "verdictOfJoins", false),
        REQUESTS("@requests", "Simulation", "verdictOfRequests", false),
        CONNECTORS("@connectors", "Simulation", "verdictOfConnectors", false),
        SOURCES("@sources", "Simulation", "verdictOfSources", false);

        private final String suffix;
        private final String type;
        private final String method;

        /** Whether each seed can be run in two ways. */
        private final boolean mixed;

        Runs(String suffix, String type, String method, boolean mixed) {
            this.suffix = suffix;
            this.type = type;
            this.method = method;
            this.mixed = mixed;
        }

        static Runs of(String lastWord) {
            for (Runs runs : values()) {
                if (runs.suffix.equals(lastWord)) {
                    return runs;
                }
            }
            if (lastWord.startsWith("@")) {
                throw new IllegalArgumentException("no such runs: " + lastWord);
            }
            return ALL;
        }
    }

    boolean killed() {
        return !verdict.isEmpty();
    }

    /**
     * Runs the seed that has found the mistake before, then seeds from 1 on until one finds it; or the test that must find it.
     *
     * @param known the seed that has found it before; 0 for none
     */
    static MutantRun of(Mutant mutant, Path root, int known, int seedsMax) throws Exception {
        MutantLoader loader = MutantLoader.of(mutant, root);
        Optional<String> test = mutant.testClass();
        return test.isPresent()
                ? new MutantRun(
                        mutant,
                        "`" + test.get().substring(test.get().lastIndexOf('.') + 1) + "`",
                        MutantTest.failureOf(loader.loadClass(test.get())))
                : ofSeeds(mutant, loader, known, seedsMax);
    }

    private static MutantRun ofSeeds(Mutant mutant, MutantLoader loader, int known, int seedsMax) throws Exception {
        String origin = mutant.origin();
        Runs runs = Runs.of(origin.substring(origin.lastIndexOf(' ') + 1));
        Class<?> simulation = loader.loadClass("io.weir.proof.simulation." + runs.type);
        Method verdict = runs.mixed
                ? simulation.getMethod(runs.method, long.class, boolean.class)
                : simulation.getMethod(runs.method, long.class);
        for (int tried = known > 0 ? 0 : 1; tried <= seedsMax; tried++) {
            int seed = tried == 0 ? known : tried;
            try {
                String found = (String)
                        (runs.mixed
                                ? verdict.invoke(null, (long) seed, runs == Runs.ZOMBIES && seed % 2 == 0)
                                : verdict.invoke(null, (long) seed));
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
