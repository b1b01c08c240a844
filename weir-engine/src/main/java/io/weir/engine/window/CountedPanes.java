package io.weir.engine.window;

import io.weir.engine.state.KeyContext;
import io.weir.graph.Collector;
import io.weir.graph.WindowContents.Accumulated;
import io.weir.state.MapState;
import io.weir.window.CountWindows;
import io.weir.window.GlobalWindow;
import java.util.Objects;

/** Accumulators of so many records each that no window divides one, in a ring. */
final class CountedPanes implements CountedContents {

    private final Accumulated how;
    private final MapState<Long, Object> ring;
    private final long paneSize;
    private final long paneCount;

    CountedPanes(Accumulated how, CountWindows windows, MapState<Long, Object> ring) {
        this.how = how;
        this.ring = ring;
        this.paneSize = gcd(windows.size(), windows.slide());
        this.paneCount = windows.size() / paneSize;
    }

    @Override
    public void add(Object value, long count) {
        long place = (count - 1) / paneSize % paneCount;
        Object before = (count - 1) % paneSize == 0 ? how.initial() : Objects.requireNonNull(ring.get(place));
        ring.put(
                place,
                before == null
                        ? value
                        : Objects.requireNonNull(
                                how.add().apply(before, value), "an aggregate function returned null"));
    }

    @Override
    public void emit(KeyContext key, long count, Collector<Object> out) {
        long end = count / paneSize;
        long first = Math.max(0, end - paneCount);
        Object whole = Objects.requireNonNull(ring.get(first % paneCount));
        for (long pane = first + 1; pane < end; pane++) {
            Object part = Objects.requireNonNull(ring.get(pane % paneCount));
            whole = Objects.requireNonNull(
                    Objects.requireNonNull(how.merge(), "merge").apply(whole, part), "a merge function returned null");
        }
        Object result = Objects.requireNonNull(how.result().apply(whole), "a window's result is null");
        if (how.function() == null) {
            out.collect(result);
        } else {
            how.function().apply(key.key(), GlobalWindow.INSTANCE, result, out);
        }
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
