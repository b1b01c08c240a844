package io.weir.engine.local;

import io.weir.engine.port.Lane;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A lane that is a thread, started with its first work. */
final class ThreadLane implements Lane {

    private final ThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    ThreadLane(String name) {
        executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                runnable -> start(runnable, name),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private Thread start(Runnable runnable, String name) {
        Thread made = new Thread(runnable, "weir-" + name);
        made.setDaemon(true);
        thread = made;
        return made;
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    @Override
    public boolean awaitClosed(long timeoutNanos) {
        try {
            return executor.awaitTermination(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void interrupt() {
        // What waits behind the hanging call, such as a close, still has its turn.
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
