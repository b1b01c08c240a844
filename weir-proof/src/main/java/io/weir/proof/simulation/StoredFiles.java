package io.weir.proof.simulation;

import io.weir.proof.workload.Event;
import io.weir.proof.workload.Input;
import io.weir.source.Source;
import io.weir.testkit.world.Entropy;
import io.weir.testkit.world.SimProcess;
import io.weir.testkit.world.SimWorld;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Files that are there when a job with the real files source starts, which reads them and ends. Those that come once it knows which it reads must be left out.
 *
 * <p>Threading: confined to the world.
 */
final class StoredFiles extends Feed {

    private static final int EVENTS_MAX = 60;

    /** So many times as many events as the run must have, at most. */
    private static final int TIMES_MAX = 4;

    private final Entropy entropy;
    private final InputFiles files;
    private final BooleanSupplier started;
    private final int eventsMin;

    /** @param started whether a checkpoint has been taken */
    StoredFiles(SimWorld world, int source, Profile profile, Input input, long pauseNanosMax, BooleanSupplier started) {
        super(world, source, 0, input, pauseNanosMax);
        this.entropy = world.entropy("files at first of source " + source);
        this.files = new InputFiles(world, source, false);
        this.started = started;
        this.eventsMin = profile.recordsMin() * entropy.between(1, TIMES_MAX);
    }

    @Override
    Source<Event, ?> sourceOf(SimProcess process) {
        return files.sourceOf(process, UnaryOperator.identity());
    }

    @Override
    void begin() {
        int eventCount = 0;
        while (eventCount < eventsMin) {
            InputFiles.Made file = files.make(source(), entropy.between(1, EVENTS_MAX));
            file.events().forEach(this::add);
            files.publish(file, 0);
            eventCount += file.events().size();
        }
    }

    @Override
    void putSome(int count) {
        if (started.getAsBoolean()) {
            files.publish(files.make(STRANGERS + source(), count), 0);
        }
    }

    @Override
    void put(Event event) {
        throw new IllegalStateException("comes with its file");
    }

    @Override
    void addPartition() {
        throw new IllegalStateException("comes with its file");
    }

    @Override
    boolean mayGrow() {
        return false;
    }
}
