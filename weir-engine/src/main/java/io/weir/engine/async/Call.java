package io.weir.engine.async;

import java.util.Collection;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One try of a request: hands its outcome over to the task.
 *
 * <p>Threading: {@link #accept} is called once, by any thread; afterwards confined to the task, which takes it out of the queue.
 */
final class Call implements BiConsumer<@Nullable Collection<?>, @Nullable Throwable> {

    final Request request;
    private final Queue<Call> outcomes;
    private final Runnable wake;
    private @Nullable Collection<?> results;
    private @Nullable Throwable failure;

    /**
     * @param outcomes takes it from any thread, when it has an outcome
     * @param wake the task, from any thread
     */
    Call(Request request, Queue<Call> outcomes, Runnable wake) {
        this.request = request;
        this.outcomes = outcomes;
        this.wake = wake;
    }

    @Override
    public void accept(@Nullable Collection<?> newResults, @Nullable Throwable newFailure) {
        results = newResults;
        failure = newFailure;
        outcomes.add(this);
        wake.run();
    }

    /** Returns null if it has failed. */
    @Nullable Collection<?> results() {
        return failure == null ? results : null;
    }

    /** Returns null if it has not failed. */
    @Nullable Throwable failure() {
        if (failure != null || results != null) {
            return failure;
        }
        return new NullPointerException("the results of asyncInvoke are null");
    }
}
