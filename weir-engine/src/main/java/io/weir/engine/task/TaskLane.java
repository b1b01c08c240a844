package io.weir.engine.task;

import io.weir.engine.port.Lane;
import io.weir.runtime.IoLane;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * A lane whose outcomes come back through a mailbox.
 *
 * <p>Threading: Thread-safe.
 */
final class TaskLane implements IoLane {

    private final Lane lane;
    private final Mailbox mailbox;
    private final Consumer<Throwable> failure;

    TaskLane(Lane lane, Mailbox mailbox, Consumer<Throwable> failure) {
        this.lane = lane;
        this.mailbox = mailbox;
        this.failure = failure;
    }

    @Override
    public <R> void submit(Callable<R> call, Completion<? super R> done) {
        lane.execute(() -> {
            try {
                R result = call.call();
                mailbox.post(() -> done.accept(result));
            } catch (Throwable e) {
                mailbox.post(() -> failure.accept(e));
            }
        });
    }
}
