package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long orders took from produce to visible, and how many results there were in a second.
 *
 * <p>An order is <em>delayed by a kill</em> if it was in flight when the job was killed, or was sent before the job that was started in its place had caught
 * up, which is when all orders that were sent until its first new result are visible. Those count in {@code all} and not in {@code undisturbed}.
 *
 * <p>Threading: Immutable.
 *
 * @param resultsPerSecond from the first order sent to the last result seen
 * @param bestSecond the most new results within one second of that time
 */
record LatencySummary(Quantiles undisturbed, Quantiles all, double resultsPerSecond, long bestSecond) {

    private static final long SECOND = 1_000_000_000L;

    /** From a kill until its backlog was worked off. */
    private record Window(long killedNanos, long caughtUpNanos) {}

    static LatencySummary of(Timeline timeline, List<Outage> outages) {
        List<Window> windows = new ArrayList<>();
        for (Outage outage : outages) {
            windows.add(new Window(outage.killedNanos(), caughtUpNanos(timeline, outage)));
        }
        long[] all = new long[timeline.size()];
        long[] undisturbed = new long[timeline.size()];
        int allCount = 0;
        int undisturbedCount = 0;
        for (int id = 0; id < timeline.size(); id++) {
            if (timeline.isComplete(id)) {
                long nanos = timeline.visibleNanos(id) - timeline.sentNanos(id);
                all[allCount++] = nanos;
                if (!isDelayed(timeline, id, windows)) {
                    undisturbed[undisturbedCount++] = nanos;
                }
            }
        }
        long[] visible = visibleSorted(timeline, allCount);
        return new LatencySummary(
                Quantiles.of(Arrays.copyOf(undisturbed, undisturbedCount)),
                Quantiles.of(Arrays.copyOf(all, allCount)),
                perSecond(timeline, visible),
                bestSecond(visible));
    }

    private static long caughtUpNanos(Timeline timeline, Outage outage) {
        long caughtUpNanos = outage.recoveredNanos();
        for (int id = 0; id < timeline.size(); id++) {
            if (timeline.isComplete(id) && timeline.sentNanos(id) - outage.recoveredNanos() < 0) {
                caughtUpNanos = Math.max(caughtUpNanos, timeline.visibleNanos(id));
            }
        }
        return caughtUpNanos;
    }

    private static boolean isDelayed(Timeline timeline, int id, List<Window> windows) {
        return windows.stream()
                .anyMatch(window -> timeline.visibleNanos(id) > window.killedNanos()
                        && timeline.sentNanos(id) < window.caughtUpNanos());
    }

    private static long[] visibleSorted(Timeline timeline, int count) {
        long[] visible = new long[count];
        int next = 0;
        for (int id = 0; id < timeline.size(); id++) {
            if (timeline.isComplete(id)) {
                visible[next++] = timeline.visibleNanos(id);
            }
        }
        Arrays.sort(visible);
        return visible;
    }

    private static double perSecond(Timeline timeline, long[] visible) {
        if (visible.length == 0) {
            return 0;
        }
        long nanos = Math.max(1, visible[visible.length - 1] - timeline.sentNanos(0));
        return visible.length / (nanos / (double) SECOND);
    }

    private static long bestSecond(long[] visible) {
        int best = 0;
        int first = 0;
        for (int last = 0; last < visible.length; last++) {
            while (visible[last] - visible[first] >= SECOND) {
                first++;
            }
            best = Math.max(best, last - first + 1);
        }
        return best;
    }
}
