package io.weir.proof.simulation;

import io.weir.engine.inspect.CheckpointDirectory;
import io.weir.engine.inspect.StoredState;
import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.proof.workload.LateCheck;
import io.weir.proof.workload.OutputCheck;
import io.weir.testkit.world.SimDisk;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** What is looked at in runs of each shape. */
final class Checks {

    /** How far event time had come, of key groups and of splits: all else that windows keep goes with them. */
    private static final Set<String> TIMES = Set.of("event-time", "watermarks");

    private Checks() {}

    /** Returns the check of each sink. */
    static List<OutputCheck> of(Profile.Shape shape) {
        if (shape.hasWindows()) {
            LateCheck late = new LateCheck("sink-1");
            return List.of(WindowPipelines.checkOf(shape, "sink-0", late), late);
        }
        Predicate<Event> evenOfFirst = event -> event.source() == 0 && Pipelines.isEven(event);
        LongFunction<Long> keyOf = shape == Profile.Shape.TWICE ? Pipelines::outerKey : Long::valueOf;
        return List.of(
                new OutputCheck("sink-0", shape.output(), event -> true, keyOf),
                new OutputCheck("sink-1", OutputCheck.Kind.EVENTS, evenOfFirst, Long::valueOf));
    }

    /** Looks at all of the output, and at what windows have left in the last checkpoint, once the job has ended. */
    static void atEnd(Profile.Shape shape, List<Outside> outsides, Input input, SimDisk disk) {
        for (Outside outside : outsides) {
            String wrong = outside.check().atEnd(input.events());
            if (wrong != null) {
                throw new Violation(wrong);
            }
        }
        if (shape.hasWindows()) {
            for (StoredState state :
                    CheckpointDirectory.of(disk.reader()).last().states()) {
                if (!TIMES.contains(state.id().state()) && state.entryCount() > 0) {
                    throw new Violation(
                            "W3 what is over is gone: all windows have ended, and the last checkpoint holds "
                                    + state.entryCount() + " entries of " + state.id());
                }
            }
        }
    }
}
