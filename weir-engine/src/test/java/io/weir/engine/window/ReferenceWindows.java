package io.weir.engine.window;

import io.weir.engine.exchange.KeyGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Windows as plainly as can be: every record in a list of every window of its key, looked through whenever anything happens. */
final class ReferenceWindows {

    private final Function<Reading, List<long[]>> windowsOf;
    private final boolean merging;
    private final long lateness;
    private final Map<Long, List<Pane>> panes = new LinkedHashMap<>();
    private final long[] times = new long[KeyGroups.COUNT];

    final List<String> emitted = new ArrayList<>();
    final List<Object> late = new ArrayList<>();

    /** A record: of a key, with a number to add up and a time. */
    record Reading(long key, long amount, long time, long gap) {}

    private static final class Pane {
        long start;
        long end;
        final List<Reading> readings = new ArrayList<>();

        Pane(long start, long end) {
            this.start = start;
            this.end = end;
        }
    }

    /** @param windowsOf start and end of each window of a record */
    ReferenceWindows(Function<Reading, List<long[]>> windowsOf, boolean merging, long lateness) {
        this.windowsOf = windowsOf;
        this.merging = merging;
        this.lateness = lateness;
        Arrays.fill(times, Long.MIN_VALUE);
    }

    void record(Reading reading, int group) {
        boolean taken = false;
        for (long[] window : windowsOf.apply(reading)) {
            Pane pane = paneOf(reading.key(), window);
            if (pane.end - 1 + lateness > times[group]) {
                taken = true;
                pane.readings.add(reading);
                if (pane.end - 1 <= times[group]) {
                    emit(reading.key(), pane);
                }
            } else if (pane.readings.isEmpty()) {
                panes.get(reading.key()).remove(pane);
            } else {
                throw new IllegalStateException("a window that is over is still there");
            }
        }
        if (!taken && reading.time() + lateness <= times[group]) {
            late.add(reading);
        }
    }

    private Pane paneOf(long key, long[] window) {
        List<Pane> ofKey = panes.computeIfAbsent(key, unused -> new ArrayList<>());
        for (Pane pane : ofKey) {
            if (!merging && pane.start == window[0] && pane.end == window[1]) {
                return pane;
            }
        }
        Pane added = new Pane(window[0], window[1]);
        if (merging) {
            List<Pane> touched = new ArrayList<>();
            ofKey.stream()
                    .filter(pane -> pane.start <= window[1] && pane.end >= window[0])
                    .sorted((a, b) -> Long.compare(a.start, b.start))
                    .forEach(touched::add);
            for (Pane pane : touched) {
                added.start = Math.min(added.start, pane.start);
                added.end = Math.max(added.end, pane.end);
                added.readings.addAll(pane.readings);
            }
            ofKey.removeAll(touched);
        }
        ofKey.add(added);
        return added;
    }

    /** Moves the time of the key groups that a subtask owns; one that goes back says nothing. */
    void watermark(int subtask, int parallelism, long time, Function<Long, Integer> groupOfKey) {
        boolean[] owned = new boolean[KeyGroups.COUNT];
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            owned[group] = KeyGroups.ownerOf(group, parallelism) == subtask;
        }
        panes.forEach((key, ofKey) -> {
            int group = groupOfKey.apply(key);
            if (owned[group]) {
                for (Pane pane : ofKey) {
                    if (pane.end - 1 > times[group] && pane.end - 1 <= time) {
                        emit(key, pane);
                    }
                }
                ofKey.removeIf(pane -> pane.end - 1 + lateness <= time);
            }
        });
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            if (owned[group]) {
                times[group] = Math.max(times[group], time);
            }
        }
    }

    private void emit(long key, Pane pane) {
        emitted.add(text(key, pane.start, pane.end, pane.readings) + " at " + (pane.end - 1));
    }

    /** What a window's result looks like. */
    static String text(long key, long start, long end, List<Reading> readings) {
        long sum = readings.stream().mapToLong(Reading::amount).sum();
        return text(key, start, end, readings.size(), sum);
    }

    static String text(long key, long start, long end, long count, long sum) {
        return key + "[" + start + "," + end + ")=" + count + ":" + sum;
    }
}
