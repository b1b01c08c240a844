package io.weir.engine.async;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * When requests time out, and when they are made again.
 *
 * <p>Threading: confined to one task.
 *
 * <p>Invariant D1: every request that was made and is not done is in {@code deadlines}; as all have the same time, in the order in which they were made first.
 */
final class Deadlines {

    private static final int SWEEP_MIN = 256;

    private final Deque<Request> deadlines = new ArrayDeque<>();

    /** At this size requests that are done are looked for behind the first as well. */
    private int sweepAt = SWEEP_MIN;

    private final Queue<Request> retries = new PriorityQueue<>(
            Comparator.<Request>comparingLong(r -> r.retryNanos).thenComparingLong(r -> r.sequence));

    /** A request is made for the first time. */
    void made(Request request) {
        if (deadlines.size() >= sweepAt) {
            // One that is never answered is not to keep all that were answered since.
            deadlines.removeIf(Request::isDone);
            sweepAt = Math.max(SWEEP_MIN, 2 * deadlines.size());
        }
        deadlines.add(request);
    }

    /** A request is to be made again. */
    void retry(Request request) {
        retries.add(request);
    }

    /** Takes a request whose time is over; null if there is none. */
    @Nullable Request takeExpired(long nowNanos) {
        Request request = firstWaiting(deadlines);
        return request != null && nowNanos - request.deadlineNanos >= 0 ? deadlines.poll() : null;
    }

    /** Takes a request that is to be made again now; null if there is none. */
    @Nullable Request takeRetry(long nowNanos) {
        Request request = firstWaiting(retries);
        return request != null && nowNanos - request.retryNanos >= 0 ? retries.poll() : null;
    }

    /** Returns how many are kept, those that are done and not forgotten yet included. */
    int size() {
        return deadlines.size();
    }

    /** Returns whether something becomes due by itself. */
    boolean isEmpty() {
        return firstWaiting(deadlines) == null;
    }

    /** Returns how many nanoseconds it is until something is due, at most 0 if it is; not to be called when this is empty. */
    long untilNanos(long nowNanos) {
        Request expiring = firstWaiting(deadlines);
        Request retried = firstWaiting(retries);
        long until = expiring == null ? Long.MAX_VALUE : expiring.deadlineNanos - nowNanos;
        return retried == null ? until : Math.min(until, retried.retryNanos - nowNanos);
    }

    /** Forgets requests that are done as they come to the front. */
    private static @Nullable Request firstWaiting(Queue<Request> queue) {
        Request request = queue.peek();
        while (request != null && request.isDone()) {
            queue.poll();
            request = queue.peek();
        }
        return request;
    }
}
