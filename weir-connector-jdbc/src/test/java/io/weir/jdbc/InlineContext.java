package io.weir.jdbc;

import io.weir.runtime.IoLane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs what is submitted to a lane at once, and goes on behind a failure as a lane does. */
final class InlineContext extends WriterContext {

    final List<Throwable> laneFailures = new ArrayList<>();

    InlineContext(long attempt) {
        super(attempt, "out");
    }

    @Override
    public IoLane lane(String purpose) {
        return new IoLane() {
            @Override
            public <R> void submit(Callable<R> call, Completion<? super R> done) {
                try {
                    done.accept(call.call());
                } catch (Exception e) {
                    laneFailures.add(e);
                }
            }
        };
    }
}
