package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.port.Clock;
import io.weir.engine.port.Lane;
import io.weir.engine.port.Ports;
import io.weir.engine.port.Ports.Running;
import io.weir.engine.port.Progress;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A world of one thread and one seed for the real engine: every step runs one task or one piece of work of one lane, whichever the seed picks. A crash forgets all that was running.
 */
final class SimWorld {

    private static final int STEPS_MAX = 200_000;

    private final Random random;
    private final SimClock clock = new SimClock();
    private final List<SimLane> lanes = new ArrayList<>();
    private final List<SimWorkers> workers = new ArrayList<>();
    private int generations;
    private @Nullable String heldPart;

    SimWorld(long seed) {
        random = new Random(seed);
    }

    Ports ports() {
        return new Ports(
                clock,
                name -> {
                    SimLane lane = new SimLane(name);
                    lanes.add(lane);
                    return lane;
                },
                (jobName, groups) -> {
                    SimWorkers started = new SimWorkers();
                    groups.forEach(started.tasks::addAll);
                    started.tasks.forEach(task -> task.bind(() -> {}));
                    workers.add(started);
                    return started;
                },
                random::nextDouble,
                () -> "%016x".formatted(++generations),
                ProtocolObserver.NONE);
    }

    Random random() {
        return random;
    }

    /** Runs one task or one piece of work; time passes, and jumps when nothing is left to do. */
    void step() {
        clock.nanos += random.nextInt(200_000);
        List<Runnable> choices = new ArrayList<>();
        boolean[] made = new boolean[1];
        for (SimWorkers each : workers) {
            for (Task task : each.tasks) {
                choices.add(() -> made[0] = task.run(clock.nanos) == Progress.MADE);
            }
        }
        for (SimLane lane : lanes) {
            if (!lane.work.isEmpty() && (heldPart == null || !lane.name.contains(heldPart))) {
                choices.add(() -> {
                    made[0] = true;
                    lane.work.remove().run();
                });
            }
        }
        choices.get(random.nextInt(choices.size())).run();
        if (!made[0]) {
            clock.nanos += 1_000_000;
        }
    }

    /** Runs steps until {@code condition} holds. */
    void runUntil(BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).as("steps").isLessThan(STEPS_MAX);
            step();
        }
    }

    /** Runs many steps, far more than anything under way needs. */
    void runForAWhile() {
        for (int i = 0; i < 3000; i++) {
            step();
        }
    }

    /** Runs only the task whose name begins so, a few times. */
    void runTask(String namePrefix) {
        for (SimWorkers each : List.copyOf(workers)) {
            for (Task task : each.tasks) {
                if (task.name().startsWith(namePrefix)) {
                    for (int i = 0; i < 5; i++) {
                        task.run(clock.nanos);
                    }
                }
            }
        }
    }

    /** Runs the work of all lanes but those whose name contains {@code held}. */
    void runLanesExcept(String held) {
        for (SimLane lane : List.copyOf(lanes)) {
            if (!lane.name.contains(held)) {
                lane.awaitClosed(0);
            }
        }
    }

    /** Makes lanes whose name contains {@code part} wait with their work until {@link #release}. */
    void hold(String part) {
        heldPart = part;
    }

    void release() {
        heldPart = null;
    }

    void passMillis(long millis) {
        clock.nanos += millis * 1_000_000;
    }

    /** Forgets everything that was running, as SIGKILL does. */
    void crash() {
        lanes.clear();
        workers.clear();
    }

    private static final class SimClock implements Clock {
        private long nanos = 1_000_000_000L;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long currentTimeMillis() {
            return nanos / 1_000_000;
        }
    }

    private static final class SimLane implements Lane {
        private final String name;
        private final Deque<Runnable> work = new ArrayDeque<>();
        private boolean closed;

        SimLane(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable piece) {
            if (!closed) {
                work.add(piece);
            }
        }

        @Override
        public void close() {
            closed = true;
        }

        /** Whoever waits lets the lane run dry first. */
        @Override
        public boolean awaitClosed(long timeoutNanos) {
            while (!work.isEmpty()) {
                work.remove().run();
            }
            return true;
        }

        @Override
        public void interrupt() {
            work.clear();
        }
    }

    private final class SimWorkers implements Running {
        private final List<Task> tasks = new ArrayList<>();

        @Override
        public void stop() {
            workers.remove(this);
        }

        @Override
        public boolean awaitStopped(long timeoutNanos) {
            return true;
        }
    }
}
