package io.weir.bench;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Sits at the end of a program of the state benchmark: counts and folds its results, and sees for how long they stay away when a barrier comes.
 *
 * <p>Threading: told by the one thread that processes records; looked at by the one that measures, which reads results only when the program has ended.
 */
public final class StateProbe {

    /** A power of two. */
    private static final int RESULTS_PER_LOOK = 1_024;

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final Tally tally;
    private final Histogram pauses = new Histogram(3);
    private long count;
    private long barrierNanos;
    private boolean isBehindBarrier;
    private long lookNanos;
    private long stallNanosMax;
    private volatile long published;
    private volatile boolean measuring;

    StateProbe(long keys) {
        this.tally = new Tally(keys);
    }

    /** Takes a result: the running sum of a key. */
    public void emitted(long key, long sum) {
        tally.add(key, sum);
        if (isBehindBarrier) {
            endPause();
        }
        if ((++count & (RESULTS_PER_LOOK - 1)) == 0) {
            look();
        }
    }

    /** Is told that a barrier has reached the task that holds the state, before anything of that state is captured. */
    public void barrier() {
        if (!isBehindBarrier) {
            isBehindBarrier = true;
            barrierNanos = System.nanoTime();
        }
    }

    /** Returns how many results there were, but for the last few. */
    long published() {
        return published;
    }

    /** Begins or ends the time in which pauses and stalls count. */
    void measure(boolean on) {
        measuring = on;
    }

    Tally tally() {
        return tally;
    }

    Map<Figure, Double> figures() {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        if (pauses.getTotalCount() > 0) {
            figures.put(Figure.PAUSE_COUNT, (double) pauses.getTotalCount());
            figures.put(Figure.PAUSE_P50, pauses.getValueAtPercentile(50) / NANOS_PER_MILLISECOND);
            figures.put(Figure.PAUSE_P99, pauses.getValueAtPercentile(99) / NANOS_PER_MILLISECOND);
            figures.put(Figure.PAUSE_P999, pauses.getValueAtPercentile(99.9) / NANOS_PER_MILLISECOND);
            figures.put(Figure.PAUSE_MAX, pauses.getMaxValue() / NANOS_PER_MILLISECOND);
        }
        figures.put(Figure.STALL_MAX, stallNanosMax / NANOS_PER_MILLISECOND);
        return figures;
    }

    private void endPause() {
        isBehindBarrier = false;
        if (measuring) {
            pauses.recordValue(Math.max(0, System.nanoTime() - barrierNanos));
        }
    }

    private void look() {
        published = count;
        long now = System.nanoTime();
        if (measuring) {
            stallNanosMax = Math.max(stallNanosMax, now - lookNanos);
        }
        lookNanos = now;
    }
}
