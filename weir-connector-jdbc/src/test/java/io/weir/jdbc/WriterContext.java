package io.weir.jdbc;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;

/** What a staged writer, or a committer, needs of its place: a clock that the test moves, and a count of wake-ups. */
class WriterContext implements StageContext {

    private final long attempt;
    private final String stageName;

    long nanos;
    int wakeUps;
    int checkpointRequests;

    WriterContext() {
        this(7, "out");
    }

    WriterContext(long attempt, String stageName) {
        this.stageName = stageName;
        this.attempt = attempt;
    }

    @Override
    public JobId jobId() {
        return new JobId("job", "0123456789abcdef");
    }

    @Override
    public String stageName() {
        return stageName;
    }

    @Override
    public int subtask() {
        return 3;
    }

    @Override
    public int parallelism() {
        return 4;
    }

    @Override
    public long attempt() {
        return attempt;
    }

    @Override
    public IoLane lane(String purpose) {
        throw new UnsupportedOperationException("a staged writer makes no blocking call");
    }

    @Override
    public void wakeUp() {
        wakeUps++;
    }

    @Override
    public void wakeUpAfterNanos(long afterNanos) {
        nanos += afterNanos;
    }

    @Override
    public void requestCheckpoint() {
        checkpointRequests++;
    }

    @Override
    public void fail(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public long currentTimeMillis() {
        throw new UnsupportedOperationException("a staged writer needs no date");
    }
}
