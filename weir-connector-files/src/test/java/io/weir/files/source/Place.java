package io.weir.files.source;

import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.concurrent.Callable;

/** A context whose clock the test moves, and whose lanes run calls at once. What a call throws comes out of the method that submitted it. */
final class Place implements StageContext {

    long nowMillis;
    int checkpointsRequested;

    @Override
    public JobId jobId() {
        return new JobId("job", "0123456789abcdef");
    }

    @Override
    public String stageName() {
        return "in";
    }

    @Override
    public int subtask() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public long attempt() {
        return 1;
    }

    @Override
    public IoLane lane(String purpose) {
        return new IoLane() {
            @Override
            public <R> void submit(Callable<R> call, Completion<? super R> done) {
                try {
                    done.accept(call.call());
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    @Override
    public void wakeUp() {}

    @Override
    public void requestCheckpoint() {
        checkpointsRequested++;
    }

    @Override
    public void fail(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public long currentTimeMillis() {
        return nowMillis;
    }
}
