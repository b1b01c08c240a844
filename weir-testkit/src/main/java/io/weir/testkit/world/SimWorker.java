package io.weir.testkit.world;

import io.weir.engine.port.Progress;
import io.weir.engine.port.Signal;
import io.weir.engine.port.Task;
import java.util.List;

/**
 * A worker that runs one of its tasks at each step, and sleeps when none of them made progress in a whole turn. Only a signal or the time wakes it: a
 * signal that a task forgets to give is a job that stands still.
 *
 * <p>Threading: confined to the world.
 */
final class SimWorker implements Signal {

    private final SimProcess process;
    private final List<Task> tasks;
    private int next;
    private int quietCount;
    private boolean asleep;
    private long stalledUntilNanos = Long.MIN_VALUE;
    private long dueNanos = Long.MAX_VALUE;

    SimWorker(SimProcess process, List<Task> tasks) {
        this.process = process;
        this.tasks = List.copyOf(tasks);
        this.tasks.forEach(task -> task.bind(this));
    }

    boolean ready(long nowNanos) {
        if (nowNanos < stalledUntilNanos) {
            return false;
        }
        return !asleep || nowNanos - dueNanos >= 0 && dueNanos != Long.MAX_VALUE;
    }

    long dueNanos() {
        return asleep ? dueNanos : Math.max(0, stalledUntilNanos);
    }

    /** Lets it do nothing until then, while everything else goes on: a thread that gets no processor. */
    void stall(long untilNanos) {
        stalledUntilNanos = untilNanos;
    }

    String nextTask() {
        return tasks.get(next).name();
    }

    void step(long nowNanos) {
        if (asleep) {
            wake();
        }
        Task task = tasks.get(next);
        next = next + 1 == tasks.size() ? 0 : next + 1;
        Progress progress;
        try {
            progress = task.run(nowNanos);
        } catch (ProcessDied e) {
            return;
        } catch (Throwable e) {
            process.world().defect("task " + task.name() + " threw", e);
            return;
        }
        quietCount = progress == Progress.MADE ? 0 : quietCount + 1;
        if (quietCount >= tasks.size()) {
            asleep = true;
            dueNanos = Long.MAX_VALUE;
            for (Task each : tasks) {
                dueNanos = Math.min(dueNanos, each.nextRunNanos());
            }
        }
    }

    @Override
    public void wake() {
        asleep = false;
        quietCount = 0;
    }
}
