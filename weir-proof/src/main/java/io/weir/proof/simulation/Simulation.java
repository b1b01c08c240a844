package io.weir.proof.simulation;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs whole jobs from seeds. */
public final class Simulation {

    private Simulation() {}

    /** Runs the job of a seed. */
    public static RunResult run(long seed) {
        return run(Profile.ofCampaign(seed), null);
    }

    /**
     * Runs the job of a profile.
     *
     * @param lines takes every event in words; null for none
     */
    public static RunResult run(Profile profile, @Nullable Consumer<String> lines) {
        FaultCounts counts = new FaultCounts();
        RandomChaos chaos = new RandomChaos(profile, counts);
        JobRun run = new JobRun(profile, chaos, chaos::healed, chaos::progress, lines);
        chaos.strike(run);
        Throwable violation = null;
        try {
            run.run();
        } catch (RuntimeException | AssertionError e) {
            violation = e;
        }
        return new RunResult(
                profile,
                violation,
                run.world().trace().hash(),
                run.world().steps(),
                run.world().trace().count(),
                run.records(),
                run.oracle().checkpoints(),
                run.oracle().recoveries(),
                counts,
                violation == null ? List.of() : run.world().trace().tail());
    }

    /**
     * Runs the job of a seed; returns what was wrong, or an empty text.
     *
     * @param zombies whether the run has Kafka, zombies and late requests only, at high rates
     */
    public static String verdict(long seed, boolean zombies) {
        return verdict(zombies ? Profile.ofZombies(seed) : Profile.of(seed));
    }

    /** Runs the job with windows of a seed; returns what was wrong, or an empty text. */
    public static String verdictOfWindows(long seed) {
        return verdict(Profile.ofWindows(seed));
    }

    /** Runs the job with a join of a seed; returns what was wrong, or an empty text. */
    public static String verdictOfJoins(long seed) {
        return verdict(Profile.ofJoins(seed));
    }

    /** Runs the job with requests of a seed; returns what was wrong, or an empty text. */
    public static String verdictOfRequests(long seed) {
        return verdict(Profile.ofRequests(seed));
    }

    /** Runs the job with connectors of a seed; returns what was wrong, or an empty text. */
    public static String verdictOfConnectors(long seed) {
        return verdict(Profile.ofConnectors(seed));
    }

    /** Runs the job with connectors as sources of a seed; returns what was wrong, or an empty text. */
    public static String verdictOfSources(long seed) {
        return verdict(Profile.ofSources(seed));
    }

    private static String verdict(Profile profile) {
        RunResult result = run(profile, null);
        return result.violation() == null ? "" : String.valueOf(result.violation());
    }
}
