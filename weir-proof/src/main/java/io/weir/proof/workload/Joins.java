package io.weir.proof.workload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What joins of the first source's events with those of all others come to: plain loops over all events, which do not know how the two streams flow. A result tells its own event
 * time, too.
 *
 * <p>Threading: thread-safe, has no state.
 */
public final class Joins {

    /** What the first source's events meet where there is no version: no source has it. */
    public static final Event NO_VERSION = new Event(99, 0, 0);

    /** One version in so many says that there is none from now on. */
    private static final int DELETES_ONE_IN = 4;

    /** Sums are less, and lie below the time. */
    private static final int SUM_BITS = 24;

    private static final int COUNT_BITS = 20;

    /** Amounts of the other sources count more, so that nothing can change sides unseen. */
    private static final int SECOND_WEIGHT = 7;

    private Joins() {}

    /** Returns the result of two events that meet. */
    public static Result pair(Event first, Event second) {
        return new Result(first.joinKey(), first.id(), second.id(), 0);
    }

    /** Returns the result of a session of both streams, or of one of them. */
    public static Result group(long key, long start, long end, List<Event> first, List<Event> second) {
        return new Result(
                key,
                WindowCheck.idOf(start, end),
                (long) first.size() << COUNT_BITS | second.size(),
                amounts(first) + SECOND_WEIGHT * amounts(second));
    }

    /** Returns the same result, with its event time. */
    public static Result at(long time, Result result) {
        return new Result(result.key(), result.id(), result.count(), result.sum() + (time << SUM_BITS));
    }

    /** Returns whether a version says that there is none from now on. */
    public static boolean isDeletion(Event version) {
        return version.amount() % DELETES_ONE_IN == 0;
    }

    /** Returns the last millisecond of the window of a time. */
    public static long endOf(long time, long size) {
        return Math.floorDiv(time, size) * size + size - 1;
    }

    private static long amounts(List<Event> events) {
        return events.stream().mapToLong(Event::amount).sum();
    }

    /** Joins each event of the first source with those whose time is from {@code lower} before to {@code upper} behind its own. */
    static List<Result> intervals(List<Event> events, long lower, long upper) {
        List<Result> results = new ArrayList<>();
        for (OfKey each : byKey(events)) {
            for (Timed first : each.first) {
                for (Timed second : each.others) {
                    long apart = second.time - first.time;
                    if (-lower <= apart && apart <= upper) {
                        results.add(at(Math.max(first.time, second.time), pair(first.event, second.event)));
                    }
                }
            }
        }
        return results;
    }

    /** Joins each event of the first source with the last version up to its time. */
    static List<Result> versions(List<Event> events) {
        List<Result> results = new ArrayList<>();
        for (OfKey each : byKey(events)) {
            for (Timed first : each.first) {
                results.add(at(first.time, pair(first.event, versionAt(each.others, first.time))));
            }
        }
        return results;
    }

    /** Returns how many keys have a version in the end. */
    public static int lastVersions(List<Event> events) {
        return (int) byKey(events).stream()
                .filter(each -> !versionAt(each.others, Long.MAX_VALUE).equals(NO_VERSION))
                .count();
    }

    private static Event versionAt(List<Timed> versions, long time) {
        Timed last = null;
        for (Timed version : versions) {
            if (version.time <= time && (last == null || version.time > last.time)) {
                last = version;
            }
        }
        return last == null || isDeletion(last.event) ? NO_VERSION : last.event;
    }

    /** Joins the events of both that are in the same window. */
    static List<Result> windows(List<Event> events, long size) {
        List<Result> results = new ArrayList<>();
        for (OfKey each : byKey(events)) {
            for (Timed first : each.first) {
                long end = endOf(first.time, size);
                for (Timed second : each.others) {
                    if (end == endOf(second.time, size)) {
                        results.add(at(end, pair(first.event, second.event)));
                    }
                }
            }
        }
        return results;
    }

    /** Puts the events of both into sessions. */
    static List<Result> sessions(List<Event> events, long gap) {
        List<Result> results = new ArrayList<>();
        for (OfKey each : byKey(events)) {
            List<Timed> both = new ArrayList<>(each.first);
            both.addAll(each.others);
            both.sort(Comparator.comparingLong(Timed::time));
            int from = 0;
            for (int i = 0; i < both.size(); i++) {
                long end = both.get(i).time + gap;
                if (i + 1 == both.size() || both.get(i + 1).time > end) {
                    List<Event> session =
                            both.subList(from, i + 1).stream().map(Timed::event).toList();
                    results.add(at(
                            end - 1, group(each.key, both.get(from).time, end, firstOf(session), othersOf(session))));
                    from = i + 1;
                }
            }
        }
        return results;
    }

    /** Counts the first source's events in each window, and adds up the rules that there are at its end. */
    static List<Result> rules(List<Event> events, long size) {
        TreeMap<Integer, TreeMap<Long, Integer>> counts = new TreeMap<>();
        for (Event first : firstOf(events)) {
            counts.computeIfAbsent(first.joinKey(), key -> new TreeMap<>())
                    .merge(endOf(first.joinTime(), size), 1, Integer::sum);
        }
        List<Event> rules = othersOf(events);
        TreeMap<Long, Long> worths = new TreeMap<>();
        List<Result> results = new ArrayList<>();
        counts.forEach((key, ofKey) -> ofKey.forEach((end, count) -> results.add(at(
                end, new Result(key, end, count, worths.computeIfAbsent(end, unused -> worth(rules, end)))))));
        return results;
    }

    /** Returns what the rules of up to a time come to. */
    public static long worth(Iterable<Event> rules, long time) {
        long worth = 0;
        for (Event rule : rules) {
            if (rule.joinTime() <= time) {
                worth += rule.amount();
            }
        }
        return worth;
    }

    /** An event, with its time at hand. */
    private record Timed(Event event, long time) {}

    /** The events of a key: only these meet. */
    private record OfKey(int key, List<Timed> first, List<Timed> others) {}

    private static List<OfKey> byKey(List<Event> events) {
        TreeMap<Integer, OfKey> byKey = new TreeMap<>();
        for (Event event : events) {
            OfKey ofKey =
                    byKey.computeIfAbsent(event.joinKey(), key -> new OfKey(key, new ArrayList<>(), new ArrayList<>()));
            (event.source() == 0 ? ofKey.first : ofKey.others).add(new Timed(event, event.joinTime()));
        }
        return List.copyOf(byKey.values());
    }

    private static List<Event> firstOf(List<Event> events) {
        return events.stream().filter(event -> event.source() == 0).toList();
    }

    private static List<Event> othersOf(List<Event> events) {
        return events.stream().filter(event -> event.source() != 0).toList();
    }
}
