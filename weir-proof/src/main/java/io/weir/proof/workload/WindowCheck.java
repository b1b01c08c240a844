package io.weir.proof.workload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plain sequential interpreter of windows: each window of each key has one result, of all of its events but those that were late; each late event is in the other sink, and in no
 * window.
 *
 * <p>Threading: confined to the world.
 */
public final class WindowCheck extends OutputCheck {

    /** A window is told as one number: its start, and how long it is. */
    private static final int LENGTH_BITS = 24;

    private final LateCheck late;
    private final Function<Event, List<long[]>> windowsOf;
    private final boolean merging;
    private final Map<String, String> results = new HashMap<>();

    /**
     * @param late the check of the sink that gets late events
     * @param windowsOf start and end of each window of an event
     * @param merging whether windows of a key that meet are one
     */
    public WindowCheck(String sink, LateCheck late, Function<Event, List<long[]>> windowsOf, boolean merging) {
        super(sink, Kind.TOTALS, event -> true, Long::valueOf);
        this.late = late;
        this.windowsOf = windowsOf;
        this.merging = merging;
    }

    /** Returns the number that a window is told as. */
    public static long idOf(long start, long end) {
        return start << LENGTH_BITS | end - start;
    }

    @Override
    public void restart() {
        results.clear();
    }

    @Override
    public @Nullable String next(Result result) {
        long start = result.id() >> LENGTH_BITS;
        long end = start + (result.id() & (1 << LENGTH_BITS) - 1);
        String before = results.put(nameOf(result.key(), start, end), textOf(result.count(), result.sum()));
        return before == null
                ? null
                : "I5 no duplicates: sink " + sink() + " shows the window " + nameOf(result.key(), start, end)
                        + " twice, with " + before + " and " + textOf(result.count(), result.sum());
    }

    @Override
    public int outstanding() {
        return 0;
    }

    @Override
    public boolean has(Event event) {
        return true;
    }

    @Override
    public @Nullable String atEnd(List<Event> events) {
        Map<Integer, TreeMap<Long, Pane>> panes = new HashMap<>();
        for (Event event : events) {
            if (!late.isLate(event)) {
                for (long[] window : windowsOf.apply(event)) {
                    add(panes.computeIfAbsent(event.key(), key -> new TreeMap<>()), window, event.amount());
                }
            }
        }
        Map<String, String> expected = new HashMap<>();
        panes.forEach((key, ofKey) -> ofKey.values()
                .forEach(pane -> expected.put(nameOf(key, pane.start, pane.end), textOf(pane.count, pane.sum))));
        for (Map.Entry<String, String> each : expected.entrySet()) {
            String shown = results.get(each.getKey());
            if (!each.getValue().equals(shown)) {
                return "W4 windows are whole: sink " + sink() + " shows of the window " + each.getKey() + " " + shown
                        + ", expected " + each.getValue();
            }
        }
        if (results.size() != expected.size()) {
            results.keySet().removeAll(expected.keySet());
            return "W4 windows are whole: sink " + sink() + " shows what should not be there: " + results;
        }
        return null;
    }

    private void add(TreeMap<Long, Pane> ofKey, long[] window, long amount) {
        Pane added = new Pane(window[0], window[1], 1, amount);
        if (merging) {
            for (Pane pane : List.copyOf(ofKey.values())) {
                if (pane.start <= added.end && pane.end >= added.start) {
                    ofKey.remove(pane.start);
                    added = added.plus(pane);
                }
            }
        } else if (ofKey.containsKey(window[0])) {
            added = added.plus(ofKey.get(window[0]));
        }
        ofKey.put(added.start, added);
    }

    private record Pane(long start, long end, long count, long sum) {
        Pane plus(Pane other) {
            return new Pane(
                    Math.min(start, other.start), Math.max(end, other.end), count + other.count, sum + other.sum);
        }
    }

    private static String nameOf(long key, long start, long end) {
        return key + "[" + start + ", " + end + ")";
    }

    private static String textOf(long count, long sum) {
        return count + " events of " + sum;
    }
}
