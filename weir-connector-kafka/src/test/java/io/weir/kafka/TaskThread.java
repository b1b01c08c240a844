package io.weir.kafka;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * A stage's place in a job as the engine would lend it: the test's thread is the task, with a mailbox, and lanes are threads.
 *
 * <p>Threading: as {@link StageContext}; {@link #await} is called by the task.
 */
final class TaskThread implements StageContext, AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final JobId jobId;
    private final String stageName;
    private final int subtask;
    private final int parallelism;
    private final long attempt;
    private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
    private final List<ExecutorService> lanes = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    TaskThread(JobId jobId, String stageName, int subtask, int parallelism, long attempt) {
        this.jobId = jobId;
        this.stageName = stageName;
        this.subtask = subtask;
        this.parallelism = parallelism;
        this.attempt = attempt;
    }

    /** Runs the mailbox until the condition holds. An error of the attempt is thrown. */
    void await(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            throwFailure();
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("not in time: " + what);
            }
            runOne();
        }
    }

    /** Runs the mailbox until the attempt fails, and returns why. */
    Throwable awaitFailure() {
        long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
        while (failure.get() == null) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("the attempt did not fail in time");
            }
            runOne();
        }
        return failure.get();
    }

    private void runOne() {
        try {
            Runnable mail = mailbox.poll(2, TimeUnit.MILLISECONDS);
            if (mail != null) {
                mail.run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    void throwFailure() {
        Throwable cause = failure.get();
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        if (cause != null) {
            throw new AssertionError("the attempt failed", cause);
        }
    }

    @Override
    public JobId jobId() {
        return jobId;
    }

    @Override
    public String stageName() {
        return stageName;
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
        return attempt;
    }

    @Override
    public IoLane lane(String purpose) {
        ExecutorService executor = Executors.newSingleThreadExecutor(runnable -> {
            Thread thread = new Thread(runnable, "lane-" + purpose + "-" + stageName + "-" + subtask);
            thread.setDaemon(true);
            return thread;
        });
        lanes.add(executor);
        return new IoLane() {
            @Override
            public <R> void submit(Callable<R> call, Completion<? super R> done) {
                executor.execute(() -> {
                    try {
                        R result = call.call();
                        mailbox.add(() -> done.accept(result));
                    } catch (Throwable e) {
                        fail(e);
                    }
                });
            }
        };
    }

    @Override
    public void wakeUp() {
        mailbox.add(() -> {});
    }

    @Override
    public void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    /** Closes the lanes, after what was submitted before. */
    @Override
    public void close() {
        lanes.forEach(ExecutorService::shutdown);
        for (ExecutorService lane : lanes) {
            try {
                if (!lane.awaitTermination(10, TimeUnit.SECONDS)) {
                    lane.shutdownNow();
                }
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
