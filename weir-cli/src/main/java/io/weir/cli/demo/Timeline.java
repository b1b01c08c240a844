package io.weir.cli.demo;

/**
 * When each order was sent, and when its first result became visible to a reader of committed records; in nanoseconds of {@link System#nanoTime}.
 *
 * <p>Threading: one thread writes when orders are sent and another when results are seen; read it when both have ended.
 */
final class Timeline {

    private static final long NEVER = 0;

    private final long[] sentNanos;
    private final long[] visibleNanos;

    Timeline(int size) {
        this.sentNanos = new long[size];
        this.visibleNanos = new long[size];
    }

    int size() {
        return sentNanos.length;
    }

    void sent(int id, long nowNanos) {
        sentNanos[id] = nowNanos == NEVER ? 1 : nowNanos;
    }

    /** Notes a result that was seen; returns whether it is the order's first. */
    boolean visible(int id, long nowNanos) {
        if (visibleNanos[id] != NEVER) {
            return false;
        }
        visibleNanos[id] = nowNanos == NEVER ? 1 : nowNanos;
        return true;
    }

    boolean isComplete(int id) {
        return sentNanos[id] != NEVER && visibleNanos[id] != NEVER;
    }

    long sentNanos(int id) {
        return sentNanos[id];
    }

    long visibleNanos(int id) {
        return visibleNanos[id];
    }
}
