package io.weir.engine.async;

import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits for its results.
 *
 * <p>Threading: confined to one task.
 */
final class Request extends Slot {

    final Object value;
    final long timestamp;

    /** Tells requests apart that are due at the same time: the order in which they were made first. */
    long sequence;

    /** How often it was made. */
    int attempts;

    long deadlineNanos;
    long retryNanos;

    /** What it waits for; null while it is not made, waits for a retry, or is done. */
    @Nullable Call call;

    /** Not null if and only if it is done. */
    @Nullable Collection<?> results;

    /** What it has failed with for good, as a dead letter tells it: then the results are empty. */
    @Nullable Exception failure;

    /** Where an {@link UnorderedLine} puts it when it is done. */
    @Nullable Deque<Request> segment;

    Request(Object value, long timestamp) {
        this.value = value;
        this.timestamp = timestamp;
    }

    boolean isDone() {
        return results != null;
    }
}
