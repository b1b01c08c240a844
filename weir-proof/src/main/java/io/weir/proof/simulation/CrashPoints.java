package io.weir.proof.simulation;

import io.weir.proof.simulation.Profile.Shape;
import io.weir.testkit.world.SimWorld.Picking;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Small fixed jobs, crashed at every point of their lives: before and after each effect on the outside, at each step of the protocol, before each step of a
 * task; and then, for each of these, at every point of the recovery that follows.
 */
public final class CrashPoints {

    /**
     * What a run came to.
     *
     * @param points how many points it had
     * @param crashes how many crashes there were: a point may lie behind the end
     * @param recoveryPoints how many points the recovery after the first crash had
     * @param violation null if nothing was wrong
     */
    public record Outcome(
            long points,
            int crashes,
            long recoveryPoints,
            @Nullable Throwable violation) {}

    /** With it both files sinks of a job merge their files, so that some wait for others when the job ends. */
    private static final long MERGING_SEED = 19;

    /** From it on: one job for each kind of connector as a source. */
    private static final long SOURCES_SEED = 30;

    private CrashPoints() {}

    /** Returns the jobs: each kind of source, state and sink, with one subtask and with several. */
    public static List<Profile> scenarios() {
        List<Profile> scenarios = new ArrayList<>();
        long seed = 1;
        for (SinkKind sink : SinkKind.DRAWN) {
            scenarios.add(scenario(seed++, Shape.TOTALS, SourceKind.LOG, sink, 1));
            scenarios.add(scenario(seed++, Shape.PLAIN, SourceKind.KAFKA, sink, 1));
            scenarios.add(scenario(seed++, Shape.LONG_TOTALS, SourceKind.KAFKA, sink, 2));
        }
        scenarios.add(scenario(seed++, Shape.PROCESS, SourceKind.LOG, SinkKind.KAFKA, 2));
        scenarios.add(scenario(seed++, Shape.TWICE, SourceKind.LOG, SinkKind.DATABASE, 2));
        scenarios.add(scenario(seed++, Shape.TWICE, SourceKind.KAFKA, SinkKind.KAFKA, 2, 12, true));
        scenarios.add(scenario(seed++, Shape.TIMERS, SourceKind.LOG, SinkKind.MEMORY, 1));
        scenarios.add(scenario(seed, Shape.TIMERS, SourceKind.LOG, SinkKind.DATABASE, 2, 12, true));
        scenarios.add(scenario(MERGING_SEED, Shape.TOTALS, SourceKind.LOG, SinkKind.FILE_SINK, 1));
        seed = SOURCES_SEED;
        for (SourceKind source : SourceKind.CONNECTORS) {
            scenarios.add(scenario(seed++, Shape.TOTALS, source, SinkKind.MEMORY, 2));
        }
        return scenarios;
    }

    /** Returns the smallest jobs, for which every pair of a crash and one in the recovery from it is tried. */
    public static List<Profile> smallest() {
        List<Profile> scenarios = new ArrayList<>();
        long seed = 100;
        for (SinkKind sink : SinkKind.DRAWN) {
            scenarios.add(scenario(seed++, Shape.TOTALS, SourceKind.LOG, sink, 1, 2));
        }
        return scenarios;
    }

    private static Profile scenario(long seed, Shape shape, SourceKind source, SinkKind sink, int parallelism) {
        return scenario(seed, shape, source, sink, parallelism, 12);
    }

    private static Profile scenario(
            long seed, Shape shape, SourceKind source, SinkKind sink, int parallelism, int records) {
        return scenario(seed, shape, source, sink, parallelism, records, false);
    }

    private static Profile scenario(
            long seed, Shape shape, SourceKind source, SinkKind sink, int parallelism, int records, boolean overtakes) {
        return new Profile(
                seed,
                shape,
                List.of(source),
                List.of(sink, sink == SinkKind.KAFKA ? SinkKind.FILES : sink),
                parallelism,
                List.of(parallelism),
                2,
                2_000,
                2,
                40,
                records,
                0,
                1,
                0,
                EnumSet.noneOf(FaultKind.class),
                Picking.UNIFORM,
                false,
                false,
                1,
                overtakes ? 0 : -1,
                false,
                overtakes ? 2 : 16,
                overtakes ? 1 : 8192,
                0);
    }

    /**
     * Runs a job with up to two crashes.
     *
     * @param first at which point; 0 for no crash
     * @param second at which point after the first; 0 for no second crash
     */
    public static Outcome run(Profile profile, FaultKind kind, long first, long second) {
        FixedChaos chaos =
                new FixedChaos(kind, first == 0 ? FixedChaos.NEVER : first, second == 0 ? FixedChaos.NEVER : second);
        JobRun run = new JobRun(profile, chaos, () -> true, () -> 1, null);
        chaos.strike(run);
        Throwable violation = null;
        try {
            run.run();
        } catch (RuntimeException | AssertionError e) {
            violation = e;
        }
        return new Outcome(chaos.points(), chaos.crashes(), chaos.recoveryPoints(), violation);
    }
}
