package io.weir.testkit.conformance;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A subtask's place in a job as the engine lends it: the test's thread is the task, lanes are threads.
 *
 * <p>Threading: as {@link StageContext}.
 */
final class TaskContext implements StageContext {

    /** As long as the engine waits for lanes before it interrupts them, and after. */
    private static final long CLOSE_SECONDS = 10;

    private static final long INTERRUPT_SECONDS = 1;

    private final Place place;
    private final int subtask;
    private final int parallelism;
    private final Mailbox mailbox;
    private final List<ExecutorService> lanes = new ArrayList<>();
    private final AtomicInteger callCount = new AtomicInteger();
    private volatile boolean woken = true;
    private volatile boolean closed;
    private long wakeAtNanos;
    private boolean timed;

    /** Whose attempt it is. */
    record Place(JobId jobId, String stageName, long attempt) {}

    TaskContext(Place place, int subtask, int parallelism, Mailbox mailbox) {
        this.place = place;
        this.subtask = subtask;
        this.parallelism = parallelism;
        this.mailbox = mailbox;
    }

    /** Task: returns whether there was a wake-up, mail or a timer since the last call. */
    boolean takeWakeUp() {
        if (timed && System.nanoTime() - wakeAtNanos >= 0) {
            timed = false;
            woken = true;
        }
        boolean was = woken;
        woken = false;
        return was;
    }

    @Override
    public JobId jobId() {
        return place.jobId();
    }

    @Override
    public String stageName() {
        return place.stageName();
    }

    @Override
    public int subtask() {
        return subtask;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public long attempt() {
        return place.attempt();
    }

    @Override
    public IoLane lane(String purpose) {
        ExecutorService executor = Threads.single(purpose + "-" + stageName() + "-" + subtask);
        lanes.add(executor);
        return new IoLane() {
            @Override
            public <R> void submit(Callable<R> call, Completion<? super R> done) {
                callCount.incrementAndGet();
                try {
                    executor.execute(() -> run(call, done));
                } catch (RejectedExecutionException e) {
                    callCount.decrementAndGet();
                    // The lane is closed, and with it whoever would hear of the outcome.
                    woken = true;
                }
            }
        };
    }

    /** Lane. */
    private <R> void run(Callable<R> call, IoLane.Completion<? super R> done) {
        try {
            R result = call.call();
            mailbox.post(() -> {
                if (!closed) {
                    woken = true;
                    done.accept(result);
                }
            });
        } catch (Throwable e) {
            fail(e);
        } finally {
            callCount.decrementAndGet();
        }
    }

    /** Returns whether no call is running or waiting on any lane. */
    boolean isAtRest() {
        return callCount.get() == 0;
    }

    @Override
    public void wakeUp() {
        woken = true;
        mailbox.post(() -> {});
    }

    @Override
    public void wakeUpAfterNanos(long nanos) {
        wakeAtNanos = System.nanoTime() + nanos;
        timed = true;
    }

    @Override
    public void fail(Throwable cause) {
        mailbox.fail(cause);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    /** Says that reader or writer are closed: no more mail for them. */
    void closeTask() {
        closed = true;
        lanes.forEach(ExecutorService::shutdown);
    }

    /** Waits for the lanes to run what was submitted before the close, then interrupts them. */
    void awaitLanes() throws InterruptedException {
        for (ExecutorService lane : lanes) {
            awaitClosed(lane);
        }
    }

    static void awaitClosed(ExecutorService lane) throws InterruptedException {
        lane.shutdown();
        if (!lane.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            lane.shutdownNow();
            if (!lane.awaitTermination(INTERRUPT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("a blocking call of the connector did not answer an interrupt within "
                        + INTERRUPT_SECONDS + " s");
            }
        }
    }
}
