package io.weir.engine.worker;

import io.weir.engine.port.Clock;
import io.weir.engine.port.Ports.Running;
import io.weir.engine.port.Ports.Workers;
import io.weir.engine.port.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts worker threads, at most one for each core.
 *
 * <p>Threading: Thread-safe.
 */
public final class WorkerPool implements Workers {

    private final int workersMax;
    private final Clock clock;

    public WorkerPool(int workersMax, Clock clock) {
        this.workersMax = workersMax;
        this.clock = clock;
    }

    @Override
    public Running start(String jobName, List<List<Task>> groups) {
        int count = Math.min(workersMax, groups.size());
        List<List<Task>> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        for (int i = 0; i < groups.size(); i++) {
            shares.get(i % count).addAll(groups.get(i));
        }
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            workers.add(new Worker("weir-" + jobName + "-" + i, shares.get(i), clock, Worker.PARK_NANOS_MAX));
        }
        workers.forEach(Worker::start);
        return new RunningWorkers(workers, clock);
    }

    private record RunningWorkers(List<Worker> workers, Clock clock) implements Running {

        @Override
        public void stop() {
            workers.forEach(Worker::stop);
        }

        @Override
        public boolean awaitStopped(long timeoutNanos) {
            long deadlineNanos = clock.nanoTime() + timeoutNanos;
            boolean stopped = true;
            for (Worker worker : workers) {
                stopped &= worker.awaitStopped(deadlineNanos - clock.nanoTime());
            }
            return stopped;
        }
    }
}
