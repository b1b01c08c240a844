package io.weir.async;

import io.weir.runtime.StageContext;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks an outside service about each record, many at a time. The engine makes one instance for each subtask.
 *
 * <p>A request is made <b>at least once</b>: again when it is retried, and again after a restart for each record whose results had not gone out before the last
 * checkpoint. What is emitted counts exactly once all the same. So a request should only read, or change the outside in a way that may happen twice.
 *
 * <p>Threading: {@link #open} and {@link #close} are called before the first and after the last record; {@link #asyncInvoke} and {@link #timeout} on the task's
 * thread, which they must not block. The stage that {@code asyncInvoke} returns may be completed by any thread, also before it is returned.
 *
 * @param <T> the type of the records
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface AsyncFunction<T, R> extends AutoCloseable {

    /**
     * Makes clients and the like. Called once, before the first record.
     *
     * @param context knows the subtask; its lanes run calls of a client that can only block
     */
    default void open(StageContext context) {}

    /**
     * Begins the request for a record.
     *
     * @param value is kept until its results have gone out, and is written into checkpoints by the built-in codec: neither it nor a result may change afterwards
     * @return completed with the results: none, one or several, which all get the record's timestamp. If it completes exceptionally, or if this method throws
     *     an exception, the request has failed: it is tried again as {@link AsyncSettings#retry} says, and otherwise fails the attempt or makes the record a dead letter
     */
    CompletionStage<? extends Collection<? extends R>> asyncInvoke(T value) throws Exception;

    /**
     * Called when a record's time is over, with all its retries. A result that comes later is ignored.
     *
     * @return the results that stand in; null to fail with {@code async-timeout}: the attempt, or this record where the stage has dead letters
     */
    default @Nullable Collection<? extends R> timeout(T value) {
        return null;
    }

    /** Closes what {@link #open} made. Requests may still be under way: what they bring is ignored. */
    @Override
    default void close() {}
}
