package io.weir.proof.simulation;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.checkpoint.LatencyTarget;
import io.weir.proof.workload.OutputCheck;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimWorld.Picking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What one run is like: its pipeline, its sizes, and which faults may happen. Drawn anew for each seed, so that some runs have many kinds of fault and others
 * a single one at a high rate ("swarm testing", Groce et al. 2012).
 *
 * <p>Threading: Immutable.
 *
 * @param shape the pipeline's shape
 * @param sources of which kind, one for each source
 * @param sinks of which kind, one for each output that the shape has
 * @param partitions how many each source has at first
 * @param parallelisms one for each process in turn: restoring at another parallelism is part of it
 * @param intervalMicros between checkpoints
 * @param stepMicros how much time a step takes at most
 * @param crashes how many times the job crashes before the world heals
 * @param crashPoints the mean number of points from one crash to the next
 * @param slowCommits whether commits take longer than the interval now and then
 * @param endsAfter at which share of its crashes the input of a bounded job ends
 * @param overtakeAfterMicros how long after its start a checkpoint's barriers may overtake; negative for never
 * @param evolves whether later processes are of newer versions of the pipeline, whose state has other types
 * @param channelCapacity how many batches and control events a channel holds
 * @param copiedMax how many entries of captured state a task copies in a turn
 * @param targetMicros the latency target by which the interval is steered; 0 for a fixed interval
 * @param faultRate one call in so many goes wrong; 0 for none
 */
public record Profile(
        long seed,
        Shape shape,
        List<SourceKind> sources,
        List<SinkKind> sinks,
        int partitions,
        List<Integer> parallelisms,
        int workers,
        long intervalMicros,
        int uncommittedMax,
        int stepMicros,
        int recordsMin,
        int crashes,
        int crashPoints,
        int faultRate,
        Set<FaultKind> faults,
        Picking picking,
        boolean interleaves,
        boolean slowCommits,
        double endsAfter,
        int overtakeAfterMicros,
        boolean evolves,
        int channelCapacity,
        int copiedMax,
        int targetMicros) {

    /** What stands between sources and sinks. */
    public enum Shape {
        /** All sources together, by key, a running total; and the first source, filtered, as it is. */
        TOTALS,
        /** The same with keys that are longs, and accumulators without objects. */
        LONG_TOTALS,
        /** The same with a function that has state of its own, and a side output. */
        PROCESS,
        /** Totals of totals: two exchanges, one behind the other. */
        TWICE,
        /** No state at all. */
        PLAIN,
        /** A function with timers of event time and of processing time, on bounded sources whose records are out of order. */
        TIMERS,
        /** Windows that do not overlap, and events that are late for theirs. Not drawn by {@link #of}. */
        TUMBLING,
        /** Windows that overlap. Not drawn by {@link #of}. */
        SLIDING,
        /** Windows that grow together. Not drawn by {@link #of}. */
        SESSIONS,
        /** The same with another trigger. Not drawn by {@link #of}. */
        TRIGGERED_SESSIONS,
        /** Windows that do not overlap, whose events are combined before the exchange: none is late. Not drawn by {@link #of}. */
        COMBINED_TUMBLING,
        /** The same with windows that overlap. Not drawn by {@link #of}. */
        COMBINED_SLIDING,
        /** Events without duplicates, and events that are late. Not drawn by {@link #of}. */
        DEDUPLICATION,
        /** The first source's events with those of the others that are near in time. Not drawn by {@link #of}, nor are the following. */
        INTERVAL_JOIN,
        /** The first source's events with the versions that the others tell. */
        TEMPORAL_JOIN,
        /** Pairs of the first source and the others in windows that do not overlap. */
        WINDOW_JOIN,
        /** Sessions of the first source and the others together. */
        SESSION_JOIN,
        /** The first source's events with rules that the others tell to every subtask. */
        RULES,
        /** Totals as in {@link #TOTALS}, behind requests that are answered in any order. */
        REQUESTS;

        /** Returns whether timers matter: a new partition could be late, so there is none, and in the end the input ends. */
        boolean hasEventTime() {
            return this == TIMERS;
        }

        /** Returns what the first sink gets; of windows and joins, {@link Checks} knows. */
        OutputCheck.Kind output() {
            return switch (this) {
                case PLAIN -> OutputCheck.Kind.EVENTS;
                case TIMERS -> OutputCheck.Kind.BUCKETS;
                case TOTALS, LONG_TOTALS, PROCESS, TWICE, REQUESTS -> OutputCheck.Kind.TOTALS;
                default -> throw new IllegalArgumentException("has a check of its own: " + this);
            };
        }

        /** Returns whether what is kept is over by event time: windows, and what duplicates are told by. */
        boolean hasWindows() {
            return ordinal() > TIMERS.ordinal() && ordinal() <= DEDUPLICATION.ordinal();
        }

        /** Returns whether {@link Profile#of} draws it. */
        public boolean isDrawn() {
            return ordinal() <= TIMERS.ordinal();
        }

        /** Returns whether events are combined before the exchange: no late ones are shown then. */
        boolean isCombined() {
            return this == COMBINED_TUMBLING || this == COMBINED_SLIDING;
        }

        boolean hasJoin() {
            return ordinal() > DEDUPLICATION.ordinal() && this != REQUESTS;
        }
    }

    /** One run in so many has event time. */
    private static final int EVENT_TIME_ONE_IN = 6;

    /** One run in so many has a latency target. */
    private static final int STEERED_ONE_IN = 4;

    private static final double STEERED_OVERHEAD_MAX = 0.1;

    /** Draws the profile of a seed. */
    public static Profile of(long seed) {
        Entropy entropy = Entropy.of(seed).stream("profile");
        Shape shape = Shape.values()[entropy.nextInt(Shape.TIMERS.ordinal())];
        if (Entropy.of(seed).stream("event time").oneIn(EVENT_TIME_ONE_IN)) {
            shape = Shape.TIMERS;
        }
        List<SourceKind> sources = new ArrayList<>();
        int sourceCount = entropy.between(1, 2);
        for (int i = 0; i < sourceCount; i++) {
            SourceKind drawn = SourceKind.DRAWN.get(entropy.nextInt(SourceKind.DRAWN.size()));
            sources.add(shape.hasEventTime() ? SourceKind.LOG : drawn);
        }
        List<SinkKind> sinks = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sinks.add(SinkKind.DRAWN.get(entropy.nextInt(SinkKind.DRAWN.size())));
        }
        List<Integer> parallelisms = new ArrayList<>();
        boolean rescales = entropy.oneIn(3);
        int parallelism = entropy.between(1, 3);
        for (int i = 0; i < 8; i++) {
            parallelisms.add(rescales ? entropy.between(1, 3) : parallelism);
        }
        return new Profile(
                seed,
                shape,
                sources,
                sinks,
                entropy.between(1, 3),
                parallelisms,
                entropy.between(1, 3),
                entropy.between(1, 6) * 1000L,
                entropy.between(1, 4),
                entropy.between(10, 60),
                entropy.between(20, 120),
                entropy.between(20, 46),
                entropy.between(50, 500),
                entropy.oneIn(4) ? 0 : entropy.between(60, 600),
                faults(entropy),
                entropy.oneIn(3) ? Picking.PRIORITIES : Picking.UNIFORM,
                entropy.oneIn(3),
                entropy.oneIn(3),
                entropy.nextBoolean() ? 1 : entropy.nextDouble(),
                entropy.nextBoolean() ? -1 : entropy.between(0, 2) * entropy.between(0, 1500),
                entropy.nextBoolean(),
                1 << entropy.between(1, 4),
                entropy.between(1, 12),
                0);
    }

    /** Draws the profile of a seed as {@link #of}, and lets one in so many have its interval steered by a latency target: what is drawn for the others stays as it was. */
    public static Profile ofCampaign(long seed) {
        Profile drawn = of(seed);
        Entropy entropy = Entropy.of(seed).stream("latency target");
        return entropy.oneIn(STEERED_ONE_IN) ? drawn.withTarget(1000 * entropy.between(1, 12)) : drawn;
    }

    /** Draws the profile of a seed for a run where older attempts meet newer ones all the time. */
    public static Profile ofZombies(long seed) {
        Profile drawn = of(seed);
        return new Profile(
                seed,
                drawn.shape,
                drawn.sources,
                List.of(SinkKind.KAFKA, SinkKind.KAFKA),
                drawn.partitions,
                drawn.parallelisms,
                drawn.workers,
                drawn.intervalMicros,
                drawn.uncommittedMax,
                drawn.stepMicros,
                drawn.recordsMin,
                40,
                150,
                60,
                EnumSet.of(FaultKind.ZOMBIE, FaultKind.KILL, FaultKind.LATE_REQUEST, FaultKind.REPLY_LOST),
                Picking.UNIFORM,
                true,
                drawn.slowCommits,
                1,
                drawn.overtakeAfterMicros,
                drawn.evolves,
                drawn.channelCapacity,
                drawn.copiedMax,
                0);
    }

    /** Draws the profile of a seed for a run with windows, whose sources all end: so does every window. */
    public static Profile ofWindows(long seed) {
        Shape[] shapes = {
            Shape.TUMBLING,
            Shape.SLIDING,
            Shape.SESSIONS,
            Shape.TRIGGERED_SESSIONS,
            Shape.COMBINED_TUMBLING,
            Shape.COMBINED_SLIDING,
            Shape.DEDUPLICATION
        };
        Profile drawn = of(seed);
        return drawn.withShape(shapes[(int) Math.floorMod(seed, (long) shapes.length)], drawn.sources.size());
    }

    /** Draws the profile of a seed for a run with requests. */
    public static Profile ofRequests(long seed) {
        Profile drawn = of(seed);
        return drawn.withShape(Shape.REQUESTS, drawn.sources.size());
    }

    /** Draws the profile of a seed for a run with a join of the first source with one or two others, all of which end. */
    public static Profile ofJoins(long seed) {
        Shape[] shapes = {Shape.INTERVAL_JOIN, Shape.TEMPORAL_JOIN, Shape.WINDOW_JOIN, Shape.SESSION_JOIN, Shape.RULES};
        Profile drawn = of(seed);
        return drawn.withShape(shapes[(int) Math.floorMod(seed, (long) shapes.length)], drawn.sources.size() + 1);
    }

    /** Draws the profile of a seed for a run whose output goes to connectors: one to three sinks of them, among two or three. */
    public static Profile ofConnectors(long seed) {
        Profile drawn = of(seed);
        Entropy entropy = Entropy.of(seed).stream("connectors");
        List<SinkKind> connectors = List.of(SinkKind.values()).subList(SinkKind.DRAWN.size(), SinkKind.values().length);
        List<SinkKind> sinks = new ArrayList<>(drawn.sinks);
        if (entropy.nextBoolean()) {
            sinks.add(SinkKind.DRAWN.get(entropy.nextInt(SinkKind.DRAWN.size())));
        }
        int always = entropy.nextInt(sinks.size());
        for (int i = 0; i < sinks.size(); i++) {
            if (i == always || entropy.nextBoolean()) {
                sinks.set(i, connectors.get(entropy.nextInt(connectors.size())));
            }
        }
        return drawn.with(drawn.shape, drawn.sources, sinks);
    }

    /** Draws the profile of a seed for a run whose input comes from connectors: one source or all, each kind in turn. One run in three writes to connectors as well. */
    public static Profile ofSources(long seed) {
        Profile drawn = of(seed);
        Entropy entropy = Entropy.of(seed).stream("sources");
        List<SourceKind> sources = new ArrayList<>(drawn.sources);
        for (int i = 0; i < sources.size(); i++) {
            if (i == 0) {
                sources.set(i, SourceKind.CONNECTORS.get((int)
                        Math.floorMod(seed, (long) SourceKind.CONNECTORS.size())));
            } else if (entropy.nextBoolean()) {
                sources.set(i, SourceKind.CONNECTORS.get(entropy.nextInt(SourceKind.CONNECTORS.size())));
            }
        }
        // Event time asks for sources whose partitions are all there at first.
        Shape shape = drawn.shape.hasEventTime() ? Shape.PROCESS : drawn.shape;
        return drawn.with(shape, sources, entropy.oneIn(3) ? ofConnectors(seed).sinks : drawn.sinks);
    }

    /** Returns whether {@link #of} draws it: its seed says all of it. */
    public boolean isDrawn() {
        return shape.isDrawn()
                && SourceKind.DRAWN.containsAll(sources)
                && SinkKind.DRAWN.containsAll(sinks)
                && sinks.size() == 2;
    }

    private Profile withShape(Shape newShape, int sourceCount) {
        return with(newShape, Collections.nCopies(sourceCount, SourceKind.LOG), sinks);
    }

    private Profile with(Shape newShape, List<SourceKind> newSources, List<SinkKind> newSinks) {
        return new Profile(
                seed,
                newShape,
                newSources,
                newSinks,
                partitions,
                parallelisms,
                workers,
                intervalMicros,
                uncommittedMax,
                stepMicros,
                recordsMin,
                crashes,
                crashPoints,
                faultRate,
                faults,
                picking,
                interleaves,
                slowCommits,
                endsAfter,
                overtakeAfterMicros,
                evolves,
                channelCapacity,
                copiedMax,
                targetMicros);
    }

    /** Returns when the job takes its checkpoints. */
    CheckpointSettings checkpoints() {
        CheckpointSettings fixed = new CheckpointSettings(
                intervalMicros * 1000,
                10_000_000_000L,
                uncommittedMax,
                overtakeAfterMicros < 0 ? CheckpointSettings.NEVER : overtakeAfterMicros * 1000L);
        return targetMicros == 0
                ? fixed.withOverheadMax(copiedMax % 2 == 0 ? 1 : STEERED_OVERHEAD_MAX)
                : fixed.withLatencyTarget(new LatencyTarget(targetMicros * 1000L, STEERED_OVERHEAD_MAX));
    }

    private static Set<FaultKind> faults(Entropy entropy) {
        Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            if (entropy.nextBoolean()) {
                faults.add(kind);
            }
        }
        if (faults.stream().noneMatch(FaultKind::isCrash)) {
            faults.add(FaultKind.KILL);
        }
        return faults;
    }

    /** Returns the same profile with a latency target. */
    public Profile withTarget(int newTargetMicros) {
        return new Profile(
                seed,
                shape,
                sources,
                sinks,
                partitions,
                parallelisms,
                workers,
                intervalMicros,
                uncommittedMax,
                stepMicros,
                recordsMin,
                crashes,
                crashPoints,
                faultRate,
                faults,
                picking,
                interleaves,
                slowCommits,
                endsAfter,
                overtakeAfterMicros,
                evolves,
                channelCapacity,
                copiedMax,
                newTargetMicros);
    }

    /** Returns the same profile with other faults. */
    public Profile withFaults(Set<FaultKind> newFaults) {
        return new Profile(
                seed,
                shape,
                sources,
                sinks,
                partitions,
                parallelisms,
                workers,
                intervalMicros,
                uncommittedMax,
                stepMicros,
                recordsMin,
                crashes,
                crashPoints,
                faultRate,
                newFaults,
                picking,
                interleaves,
                slowCommits,
                endsAfter,
                overtakeAfterMicros,
                evolves,
                channelCapacity,
                copiedMax,
                targetMicros);
    }

    /** Returns the same profile with other sizes. */
    public Profile withSizes(int newPartitions, int newRecordsMin, int newCrashes, List<Integer> newParallelisms) {
        return new Profile(
                seed,
                shape,
                sources,
                sinks,
                newPartitions,
                newParallelisms,
                workers,
                intervalMicros,
                uncommittedMax,
                stepMicros,
                newRecordsMin,
                newCrashes,
                crashPoints,
                faultRate,
                faults,
                picking,
                interleaves,
                slowCommits,
                endsAfter,
                overtakeAfterMicros,
                evolves,
                channelCapacity,
                copiedMax,
                targetMicros);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "seed 0x%x: %s of %s to %s, %d partitions, parallelism %s, %d workers, interval %d us, at most %d uncommitted, "
                        + "steps of %d us, channels of %d, %d records, %d crashes about every %d points, one fault in %d calls, %s, %s%s%s%s%s%s",
                seed,
                shape,
                sources,
                sinks,
                partitions,
                parallelisms,
                workers,
                intervalMicros,
                uncommittedMax,
                stepMicros,
                channelCapacity,
                recordsMin,
                crashes,
                crashPoints,
                faultRate,
                faults,
                picking,
                interleaves ? ", interleaved" : "",
                slowCommits ? ", slow commits" : "",
                overtakeAfterMicros < 0 ? "" : ", barriers overtake after " + overtakeAfterMicros + " us",
                evolves ? ", types of state evolve" : "",
                targetMicros == 0 ? "" : ", latency target " + targetMicros + " us");
    }
}
