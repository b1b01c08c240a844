package io.weir.basic;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A context whose clock the test moves, and whose lanes run calls at once. */
final class FakeContext implements StageContext {

    static final JobId JOB = new JobId("job", "0123456789abcdef");

    /** Every request for a timer, in nanoseconds. */
    final List<Long> timers = new ArrayList<>();

    int checkpointRequests;

    long nanos = 1_000_000_007L;

    private final long attempt;
    private final int subtask;
    private final int parallelism;

    FakeContext(long attempt, int subtask, int parallelism) {
        this.attempt = attempt;
        this.subtask = subtask;
        this.parallelism = parallelism;
    }

    static FakeContext single() {
        return new FakeContext(1, 0, 1);
    }

    @Override
    public JobId jobId() {
        return JOB;
    }

    @Override
    public String stageName() {
        return "stage";
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
        return new IoLane() {
            @Override
            public <R> void submit(Callable<R> call, Completion<? super R> done) {
                try {
                    done.accept(call.call());
                } catch (Exception e) {
                    fail(e);
                }
            }
        };
    }

    @Override
    public void wakeUp() {
        wakeUpAfterNanos(0);
    }

    @Override
    public void wakeUpAfterNanos(long delayNanos) {
        timers.add(delayNanos);
    }

    @Override
    public void requestCheckpoint() {
        checkpointRequests++;
    }

    @Override
    public void fail(Throwable cause) {
        throw new AssertionError("the attempt failed", cause);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long currentTimeMillis() {
        return 0;
    }
}
