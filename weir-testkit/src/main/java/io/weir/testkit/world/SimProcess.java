package io.weir.testkit.world;

import io.weir.engine.port.Clock;
import io.weir.engine.port.Ports;
import io.weir.engine.port.Ports.Running;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.port.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A simulated operating-system process that runs jobs: it can be killed at any point, and stopped and continued.
 *
 * <p>Threading: confined to the world.
 */
public final class SimProcess {

    private final SimWorld world;
    private final int id;
    private final int workersMax;
    private final Entropy entropy;
    private final List<SimLane> lanes = new ArrayList<>();
    private final List<SimWorker> workers = new ArrayList<>();
    private Function<String, @Nullable String> locks = lane -> null;
    private ProtocolStep phase = ProtocolStep.RECOVERING;
    private long clockOffsetNanos;
    private boolean alive = true;
    private boolean stopped;

    SimProcess(SimWorld world, int id, int workersMax) {
        this.world = world;
        this.id = id;
        this.workersMax = workersMax;
        this.entropy = world.entropy("process " + id);
    }

    public SimWorld world() {
        return world;
    }

    /** Returns the number of the process, from 1. */
    public int id() {
        return id;
    }

    public boolean isAlive() {
        return alive;
    }

    /** Returns whether it is stopped, as by SIGSTOP. */
    public boolean isStopped() {
        return stopped;
    }

    /** Returns the step of the protocol that the process has reached last. */
    public ProtocolStep phase() {
        return phase;
    }

    /**
     * Says which lanes share a lock that they hold across calls to the outside, as those of the journal do: while one of them is paused the others do not begin.
     *
     * @param newLocks from the name of a lane to what it shares; null for nothing
     */
    public void shareLocks(Function<String, @Nullable String> newLocks) {
        locks = newLocks;
    }

    /** Kills it, as SIGKILL does: nothing that it was doing has any effect from now on. */
    public void kill() {
        if (alive) {
            alive = false;
            world.trace("killed", this);
            world.died(this);
        }
    }

    /** Stops it, as SIGSTOP does. What it is in the middle of is done to the next pause. */
    public void stop() {
        stopped = true;
        world.trace("stopped", this);
    }

    /** Lets a stopped process go on. */
    public void proceed() {
        stopped = false;
        world.trace("continued", this);
    }

    /** Lets one of its workers do nothing for so long, while everything else goes on. */
    public void stallWorker(int index, long nanos) {
        if (!workers.isEmpty()) {
            workers.get(index % workers.size()).stall(nowNanos() + nanos);
        }
    }

    /** Sets its clocks forward: the monotonic one too, as a long pause of the machine does. */
    public void jumpClock(long nanos) {
        clockOffsetNanos += nanos;
    }

    /** Returns what jobs that run in this process need. */
    public Ports ports(ProtocolObserver observer) {
        return new Ports(
                new ProcessClock(),
                this::lane,
                this::start,
                entropy::nextDouble,
                () -> String.format(Locale.ROOT, "%016x", entropy.nextLong()),
                new ProcessObserver(observer));
    }

    /** The process is about to act on the outside, or has done so. Unwinds it if it dies here. */
    public void point(String what) {
        world.point(this, what);
    }

    /**
     * The process asks an outside system for something: says what becomes of it. To be followed by {@link #point} when the effect has happened, so that the
     * process can also die before it learns of it.
     */
    public Reply call(String what) {
        world.point(this, what);
        Reply reply = world.chaos().reply(this, what);
        if (reply != Reply.GIVEN) {
            world.trace(reply.name(), this);
        }
        return reply;
    }

    /** Lets the lane that is running do nothing more for so long: stands in for a call that waits. */
    public void sleep(long nanos) {
        SimLane lane = world.runningLane();
        if (lane != null) {
            lane.sleepUntil(world.nowNanos() + nanos);
        }
    }

    /** Unwinds whoever acts for a process that is dead already. */
    public void requireAlive() {
        if (!alive) {
            throw new ProcessDied();
        }
    }

    boolean isLanePausedWith(@Nullable String lock) {
        if (lock != null) {
            for (SimLane lane : lanes) {
                if (lane.isPausedWith(lock)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Has everybody let go of a lock. To be called while nothing pauses. */
    void finishLanesPausedWith(@Nullable String lock) {
        if (lock != null) {
            for (SimLane lane : List.copyOf(lanes)) {
                if (lane.isPausedWith(lock)) {
                    lane.finishPaused();
                }
            }
        }
    }

    List<SimLane> lanes() {
        return lanes;
    }

    List<SimWorker> workers() {
        return workers;
    }

    long nowNanos() {
        return world.nowNanos() + clockOffsetNanos;
    }

    /** Turns a time of this process's clock into the world's. */
    long worldNanos(long nanos) {
        return nanos == Long.MAX_VALUE ? nanos : nanos - clockOffsetNanos;
    }

    private SimLane lane(String name) {
        SimLane lane = new SimLane(this, name, lockOf(name));
        lanes.removeIf(old -> old.isForgotten());
        lanes.add(lane);
        return lane;
    }

    private @Nullable String lockOf(String name) {
        return name.endsWith("/journal") || name.endsWith("/base") ? "journal" : locks.apply(name);
    }

    private Running start(String jobName, List<List<Task>> groups) {
        int count = Math.min(workersMax, groups.size());
        List<List<Task>> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        for (int i = 0; i < groups.size(); i++) {
            shares.get(i % count).addAll(groups.get(i));
        }
        List<SimWorker> started = new ArrayList<>();
        shares.forEach(share -> started.add(new SimWorker(this, share)));
        workers.addAll(started);
        return new Running() {
            @Override
            public void stop() {
                workers.removeAll(started);
            }

            @Override
            public boolean awaitStopped(long timeoutNanos) {
                return true;
            }
        };
    }

    private final class ProcessClock implements Clock {

        @Override
        public long nanoTime() {
            return nowNanos();
        }

        @Override
        public long currentTimeMillis() {
            return nowNanos() / 1_000_000;
        }
    }

    /** Makes every step of the protocol a point at which the process may die. */
    private final class ProcessObserver implements ProtocolObserver {

        private final ProtocolObserver next;

        ProcessObserver(ProtocolObserver next) {
            this.next = next;
        }

        @Override
        public void reached(ProtocolStep step, long checkpointId, String where) {
            if (!alive) {
                throw new ProcessDied();
            }
            phase = step;
            world.trace(step.name(), SimProcess.this);
            next.reached(step, checkpointId, where);
            world.point(SimProcess.this, step.name());
        }

        @Override
        public void failed(String where, Throwable cause) {
            if (alive) {
                next.failed(where, cause);
            }
        }
    }
}
