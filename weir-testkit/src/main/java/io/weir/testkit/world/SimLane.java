package io.weir.testkit.world;

import io.weir.engine.port.Lane;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A lane whose work runs when the world says so: in one go, or, in a world that interleaves, with pauses at the calls to outside systems.
 *
 * <p>Threading: confined to the world.
 */
final class SimLane implements Lane {

    private final SimProcess process;
    private final String name;

    /** What it and other lanes of the process may hold across calls to the outside; null for nothing. */
    private final @Nullable String lock;

    private final Deque<Runnable> work = new ArrayDeque<>();
    private @Nullable Coroutine paused;
    private boolean closed;
    private long sleepsUntilNanos = Long.MIN_VALUE;

    SimLane(SimProcess process, String name, @Nullable String lock) {
        this.process = process;
        this.name = name;
        this.lock = lock;
    }

    String name() {
        return name;
    }

    /** Returns whether there is work that may go on. Of lanes that share a lock one does not begin while another is paused. */
    boolean ready(long nowNanos) {
        if (paused != null) {
            return true;
        }
        return !work.isEmpty() && nowNanos >= sleepsUntilNanos && !process.isLanePausedWith(lock);
    }

    /** Returns when the lane goes on by the passing of time alone, in the world's nanoseconds. */
    long dueNanos() {
        return paused == null && !work.isEmpty() ? Math.max(0, sleepsUntilNanos) : Long.MAX_VALUE;
    }

    void sleepUntil(long nanos) {
        sleepsUntilNanos = nanos;
    }

    /** Returns whether it is paused, and may hold that lock. */
    boolean isPausedWith(String thatLock) {
        return paused != null && thatLock.equals(lock);
    }

    /** Goes on with the paused piece, or begins the next. */
    void step() {
        Coroutine coroutine = paused;
        if (coroutine != null) {
            goOn(coroutine);
        } else if (process.world().interleaves() && !name.endsWith("/base")) {
            Runnable piece = work.remove();
            goOn(new Coroutine(() -> run(piece)));
        } else {
            run(work.remove());
        }
    }

    private void goOn(Coroutine coroutine) {
        SimWorld world = process.world();
        Coroutine before = world.enter(coroutine);
        SimLane laneBefore = world.enter(this);
        boolean done = coroutine.resume();
        world.leaveLane(laneBefore);
        world.leaveCoroutine(before);
        paused = done ? null : coroutine;
    }

    private void run(Runnable piece) {
        SimLane before = process.world().enter(this);
        try {
            piece.run();
        } catch (ProcessDied e) {
            // The process is gone, and with it whoever waits for this.
        } catch (Throwable e) {
            process.world().defect("work of lane " + name + " threw", e);
        } finally {
            process.world().leaveLane(before);
        }
    }

    /** Lets the piece that is paused come to its end. */
    void finishPaused() {
        for (Coroutine coroutine = paused; coroutine != null; coroutine = paused) {
            goOn(coroutine);
        }
    }

    /** Unwinds what was paused when the process died. */
    void reap() {
        Coroutine coroutine = paused;
        if (coroutine != null) {
            goOn(coroutine);
        }
    }

    /** Returns whether it is closed and has nothing left to do. */
    boolean isForgotten() {
        return closed && paused == null && work.isEmpty();
    }

    boolean hasPaused() {
        return paused != null;
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
        SimWorld world = process.world();
        world.holdPauses();
        process.finishLanesPausedWith(lock);
        while (paused != null || !work.isEmpty()) {
            Coroutine coroutine = paused;
            if (coroutine != null) {
                goOn(coroutine);
            } else {
                run(work.remove());
            }
        }
        world.releasePauses();
        return true;
    }

    /** Nothing ever hangs here. */
    @Override
    public void interrupt() {}
}
