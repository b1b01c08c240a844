package io.weir.testkit.world;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A piece of blocking work that can be left in the middle and gone on with later. It has a thread of its own, and either that thread runs or the world's,
 * never both: the semaphores hand over, with everything done before.
 *
 * <p>Threading: {@link #resume} by the world's thread, {@link #pause} by the coroutine's own.
 */
final class Coroutine {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "weir-simulated");
        thread.setDaemon(true);
        return thread;
    });

    private final Semaphore go = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private boolean done;

    Coroutine(Runnable work) {
        THREADS.execute(() -> {
            go.acquireUninterruptibly();
            try {
                work.run();
            } finally {
                done = true;
                back.release();
            }
        });
    }

    /** Runs the work until it pauses or ends; returns whether it has ended. */
    boolean resume() {
        go.release();
        back.acquireUninterruptibly();
        return done;
    }

    /** Gives the world its turn. */
    void pause() {
        back.release();
        go.acquireUninterruptibly();
    }
}
