package io.weir.proof.simulation;

import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.inspect.StateId;
import io.weir.engine.inspect.StoredState;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.proof.workload.LateCheck;
import io.weir.proof.workload.OutputCheck;
import io.weir.proof.workload.UpsertCheck;
import io.weir.testkit.world.SimDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** What is looked at in runs of each shape. */
final class Checks {

    /** How far event time had come, of key groups and of splits. All else that windows keep goes with them. */
    private static final Set<String> TIMES = Set.of("event-time", "watermarks");

    private Checks() {}

    /** Returns the check of each sink. */
    static List<OutputCheck> of(Profile profile) {
        List<OutputCheck> checks = new ArrayList<>(ofFirstTwo(profile.shape()));
        List<SinkKind> sinks = profile.sinks();
        for (int i = checks.size(); i < sinks.size(); i++) {
            checks.add(ofState(profile.shape(), "sink-" + i));
        }
        for (int i = 0; i < sinks.size(); i++) {
            boolean ofTotals =
                    i != 1 && profile.shape().isDrawn() && profile.shape().output() == OutputCheck.Kind.TOTALS;
            if (ofTotals && sinks.get(i) == SinkKind.JDBC_UPSERT) {
                checks.set(i, new UpsertCheck("sink-" + i, keyOf(profile.shape())));
            }
        }
        return checks;
    }

    private static List<OutputCheck> ofFirstTwo(Profile.Shape shape) {
        if (shape.hasWindows() && !shape.isCombined()) {
            LateCheck late = new LateCheck("sink-1");
            return List.of(WindowPipelines.checkOf(shape, "sink-0", late), late);
        }
        Predicate<Event> evenOfFirst = event -> event.source() == 0 && Pipelines.isEven(event);
        OutputCheck even = new OutputCheck("sink-1", OutputCheck.Kind.EVENTS, evenOfFirst, Long::valueOf);
        if (shape.isCombined()) {
            return List.of(WindowPipelines.checkOf(shape, "sink-0", new LateCheck("none")), even);
        }
        if (shape.hasJoin()) {
            return List.of(JoinPipelines.checkOf(shape, "sink-0"), even);
        }
        return List.of(ofState(shape, "sink-0"), even);
    }

    /** Returns the check of a sink of what is behind the state. */
    private static OutputCheck ofState(Profile.Shape shape, String sink) {
        return new OutputCheck(sink, shape.output(), event -> true, keyOf(shape));
    }

    private static LongFunction<Long> keyOf(Profile.Shape shape) {
        return shape == Profile.Shape.TWICE ? Pipelines::outerKey : Long::valueOf;
    }

    /** Looks at all of the output, and at what windows and joins have left in the last checkpoint, once the job has ended. */
    static void atEnd(Profile.Shape shape, List<Outside> outsides, Input input, SimDisk disk) {
        for (Outside outside : outsides) {
            String wrong = outside.check().atEnd(input.events());
            if (wrong != null) {
                throw new Violation(wrong);
            }
        }
        if (shape.hasWindows() || shape.hasJoin()) {
            checkState(shape.hasJoin() ? JoinPipelines.staysOf(shape, input.events()) : Map.of(), disk);
        }
    }

    /** @param stays how many entries each state has in the end; what is not in it has none */
    private static void checkState(Map<StateId, Integer> stays, SimDisk disk) {
        Map<StateId, Integer> held = new HashMap<>();
        for (StoredState state : CheckpointDirectory.of(disk.reader()).last().states()) {
            if (!TIMES.contains(state.id().state()) && state.entryCount() > 0) {
                held.put(state.id(), state.entryCount());
            }
        }
        if (!held.equals(stays)) {
            throw new Violation(
                    "W3 what is over is gone: all input has ended, and the last checkpoint holds so many entries: "
                            + held + ", expected " + stays);
        }
    }
}
