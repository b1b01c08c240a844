package io.weir.engine.worker;

import io.weir.engine.port.Clock;
import io.weir.engine.port.Progress;
import io.weir.engine.port.Signal;
import io.weir.engine.port.Task;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs its tasks in turn on one thread, and backs off when none makes progress: spins, then parks until a task is signalled or due.
 *
 * <p>Threading: {@link #run} on the worker's thread; {@link #wake} and {@link #stop} from any thread.
 *
 * <p>Invariant W1: a signal is not lost. The worker puts up a {@link ParkingSign}, then looks at every task once more; whoever gives a task something to do
 * does so, then looks at the sign.
 */
final class Worker implements Runnable, Signal {

    /** About ten microseconds of turns: shorter than parking and being woken takes. */
    private static final int SPINS_MAX = 64;

    /** Bounds a park, as a net under tasks whose sources are woken by nobody. */
    static final long PARK_NANOS_MAX = 50_000_000L;

    private final List<Task> tasks;
    private final Clock clock;
    private final long parkNanosMax;
    private final Thread thread;
    private final ParkingSign sign = new ParkingSign();
    private volatile boolean stopped;

    /** @param parkNanosMax {@link #PARK_NANOS_MAX}; more where a lost signal shall show */
    Worker(String name, List<Task> tasks, Clock clock, long parkNanosMax) {
        this.tasks = List.copyOf(tasks);
        this.clock = clock;
        this.parkNanosMax = parkNanosMax;
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
        tasks.forEach(task -> task.bind(this));
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    boolean awaitStopped(long timeoutNanos) {
        if (Thread.currentThread() == thread) {
            return true;
        }
        try {
            thread.join(Math.max(1, timeoutNanos / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Override
    public void wake() {
        if (Thread.currentThread() != thread && sign.isUp()) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        int idleCount = 0;
        while (!stopped) {
            if (turn()) {
                idleCount = 0;
            } else {
                idleCount++;
                if (idleCount <= SPINS_MAX) {
                    Thread.onSpinWait();
                } else {
                    park();
                }
            }
        }
    }

    private boolean turn() {
        long nowNanos = clock.nanoTime();
        boolean made = false;
        for (int i = 0; i < tasks.size(); i++) {
            made |= tasks.get(i).run(nowNanos) == Progress.MADE;
        }
        return made;
    }

    private void park() {
        sign.putUp();
        if (!turn() && !stopped) {
            long waitNanos = parkNanosMax;
            long nowNanos = clock.nanoTime();
            for (Task task : tasks) {
                long dueNanos = task.nextRunNanos();
                if (dueNanos != Long.MAX_VALUE) {
                    waitNanos = Math.min(waitNanos, dueNanos - nowNanos);
                }
            }
            if (waitNanos > 0) {
                LockSupport.parkNanos(this, waitNanos);
            }
        }
        sign.takeDown();
    }
}
