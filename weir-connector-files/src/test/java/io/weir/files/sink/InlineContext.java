package io.weir.files.sink;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.concurrent.Callable;

/** A subtask's place in a job without threads: a lane runs what it is given at once. */
class InlineContext implements StageContext {

    private final int subtask;
    private final int parallelism;
    private final long attempt;

    InlineContext(int subtask, int parallelism, long attempt) {
        this.subtask = subtask;
        this.parallelism = parallelism;
        this.attempt = attempt;
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
    public JobId jobId() {
        return new JobId("job", "0123456789abcdef");
    }

    @Override
    public String stageName() {
        return "out";
    }

    @Override
    public IoLane lane(String purpose) {
        return new IoLane() {
            @Override
            public <R> void submit(Callable<R> call, Completion<? super R> done) {
                R result;
                try {
                    result = call.call();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                done.accept(result);
            }
        };
    }

    @Override
    public void wakeUp() {}

    @Override
    public void wakeUpAfterNanos(long nanos) {}

    @Override
    public void fail(Throwable cause) {
        throw new IllegalStateException(cause);
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public long currentTimeMillis() {
        return 0;
    }
}
