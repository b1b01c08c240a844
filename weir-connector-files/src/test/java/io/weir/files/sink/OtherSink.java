package io.weir.files.sink;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;

/** Another sink of the same job. */
record OtherSink(InlineContext context) implements StageContext {

    OtherSink(long attempt) {
        this(new InlineContext(0, 1, attempt));
    }

    @Override
    public String stageName() {
        return "other";
    }

    @Override
    public JobId jobId() {
        return context.jobId();
    }

    @Override
    public int subtask() {
        return context.subtask();
    }

    @Override
    public int parallelism() {
        return context.parallelism();
    }

    @Override
    public long attempt() {
        return context.attempt();
    }

    @Override
    public IoLane lane(String purpose) {
        return context.lane(purpose);
    }

    @Override
    public void wakeUp() {}

    @Override
    public void wakeUpAfterNanos(long nanos) {}

    @Override
    public void fail(Throwable cause) {
        context.fail(cause);
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
