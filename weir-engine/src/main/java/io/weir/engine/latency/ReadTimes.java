package io.weir.engine.latency;

import io.weir.engine.port.Clock;
import java.util.Arrays;

/**
 * Notes when the records of a source's task were created or read, from one barrier to the next: by poll, not by record, and in a bounded number of spans.
 *
 * <p>Threading: confined to one task.
 */
public final class ReadTimes {

    private static final int SPANS_MAX = 64;
    private static final int ADDITIONS_MAX = 1 << 30;

    /** A creation that is said to be longer ago counts as so long ago. */
    private static final long AGE_MILLIS_MAX = 12L * 24 * 3_600_000;

    private final Clock clock;
    private final long[] oldestNanos = new long[SPANS_MAX];
    private final long[] newestNanos = new long[SPANS_MAX];
    private final long[] counts = new long[SPANS_MAX];
    private int size;

    /** How many additions make a span, so that spans become coarser evenly where there are many. */
    private int additionsMax = 1;

    private int additions;
    private long accounted;

    public ReadTimes(Clock clock) {
        this.clock = clock;
    }

    /**
     * Says when the records were created that are not accounted for yet.
     *
     * @param oldestMillis of the wall clock; one in the future counts as now
     * @param emitted how many the task has emitted in all
     */
    public void created(long oldestMillis, long newestMillis, long emitted) {
        if (emitted > accounted) {
            long nowNanos = clock.nanoTime();
            long nowMillis = clock.currentTimeMillis();
            add(
                    nowNanos - ageNanos(nowMillis, Math.min(oldestMillis, newestMillis)),
                    nowNanos - ageNanos(nowMillis, Math.max(oldestMillis, newestMillis)),
                    emitted);
        }
    }

    /** Says that the records that are not accounted for yet were read now. */
    public void read(long nowNanos, long emitted) {
        if (emitted > accounted) {
            add(nowNanos, nowNanos, emitted);
        }
    }

    /** Returns what has been noted since the last call. */
    public ReadSpans take() {
        if (size == 0) {
            return ReadSpans.NONE;
        }
        ReadSpans taken = new ReadSpans(
                Arrays.copyOf(oldestNanos, size), Arrays.copyOf(newestNanos, size), Arrays.copyOf(counts, size));
        size = 0;
        additionsMax = 1;
        additions = 0;
        return taken;
    }

    private static long ageNanos(long nowMillis, long createdMillis) {
        return Math.max(0, Math.min(nowMillis - createdMillis, AGE_MILLIS_MAX)) * 1_000_000;
    }

    private void add(long oldest, long newest, long emitted) {
        if (additions == 0) {
            begin();
            oldestNanos[size] = oldest;
            newestNanos[size] = newest;
            counts[size] = emitted - accounted;
            size++;
        } else {
            include(size - 1, oldest, newest, emitted - accounted);
        }
        additions = (additions + 1) % additionsMax;
        accounted = emitted;
    }

    /** Makes room for a span: at the bound each two become one. */
    private void begin() {
        if (size < SPANS_MAX) {
            return;
        }
        for (int i = 0; i < SPANS_MAX / 2; i++) {
            oldestNanos[i] = oldestNanos[2 * i];
            newestNanos[i] = newestNanos[2 * i];
            counts[i] = counts[2 * i];
            include(i, oldestNanos[2 * i + 1], newestNanos[2 * i + 1], counts[2 * i + 1]);
        }
        size = SPANS_MAX / 2;
        additionsMax = 2 * Math.min(additionsMax, ADDITIONS_MAX / 2);
    }

    private void include(int span, long oldest, long newest, long count) {
        oldestNanos[span] = Math.min(oldestNanos[span], oldest);
        newestNanos[span] = Math.max(newestNanos[span], newest);
        counts[span] += count;
    }
}
