package io.weir.proof.workload;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The plain sequential interpreter of one sink's part of a pipeline: it is shown what becomes visible, in the order in which a reader sees it, and says
 * what is wrong as soon as it is. How the events of several partitions interleave is free; that each is there once (I5), that each key's events of one
 * partition keep their order (I12), and what a key's events add up to in the order seen (I1), is not.
 *
 * <p>Threading: confined to the world.
 */
public class OutputCheck {

    /** What a sink gets. */
    public enum Kind {
        /** A running total of each key after each event. */
        TOTALS,
        /** The events themselves. */
        EVENTS,
        /** Each event with what its key's events of the same bucket of event time come to. */
        BUCKETS
    }

    private record Bucket(long key, long end) {}

    private record Lane(long key, int source, int partition) {}

    private final String sink;
    private final Kind kind;
    private final Predicate<Event> wanted;
    private final LongFunction<Long> keyOf;
    private long digest;
    private final Set<Long> awaited = new HashSet<>();
    private final Set<Long> seen = new HashSet<>();
    private final Map<Long, Result> totals = new HashMap<>();
    private final Map<Lane, Integer> lastSequences = new HashMap<>();

    /** Of what was put in. A bucket is over before its results are made, so that nothing is put into it any more when they are seen. */
    private final Map<Bucket, Result> buckets = new HashMap<>();

    /**
     * @param wanted which events reach the sink
     * @param keyOf the key of totals by the key of events
     */
    public OutputCheck(String sink, Kind kind, Predicate<Event> wanted, LongFunction<Long> keyOf) {
        this.sink = sink;
        this.kind = kind;
        this.wanted = wanted;
        this.keyOf = keyOf;
    }

    /** Forgets what was seen: it is about to be shown from the beginning. */
    public void restart() {
        digest = 0;
        seen.clear();
        totals.clear();
        lastSequences.clear();
    }

    /** Looks at the next visible record; returns what is wrong with it, or null. */
    public @Nullable String next(Result result) {
        Event event = result.event();
        long key = keyOf.apply(event.key());
        if (!awaited.contains(result.id())) {
            return "sink " + sink + " shows what it should not: " + result;
        }
        if (!seen.add(result.id())) {
            return "I5 no duplicates: sink " + sink + " shows twice " + result + " of " + event;
        }
        digest += result.mixed();
        if (kind == Kind.BUCKETS) {
            return bucketError(result, event);
        }
        Integer last = lastSequences.put(new Lane(event.key(), event.source(), event.partition()), event.sequence());
        if (last != null && last > event.sequence()) {
            return "I12 order: sink " + sink + " shows " + event + " of key " + key + " after sequence " + last;
        }
        Result expected = kind == Kind.EVENTS ? Result.of(event) : expectedTotal(key, event);
        if (!result.equals(expected)) {
            return "I1 consistent state: sink " + sink + " shows " + result + " of " + event + ", expected " + expected;
        }
        return null;
    }

    private @Nullable String bucketError(Result result, Event event) {
        Result whole = buckets.getOrDefault(new Bucket(event.key(), event.bucketEnd()), Result.NONE);
        Result expected = new Result(event.key(), event.id(), whole.count(), whole.sum());
        return result.equals(expected)
                ? null
                : "I1 consistent state: sink " + sink + " shows " + result + " of " + event + " of the bucket to "
                        + event.bucketEnd() + ", expected " + expected;
    }

    private Result expectedTotal(long key, Event event) {
        Result before = totals.getOrDefault(key, Result.NONE);
        Result after = new Result(key, event.id(), before.count() + 1, before.sum() + event.amount());
        totals.put(key, after);
        return after;
    }

    void expect(Event event) {
        if (wanted.test(event)) {
            awaited.add(event.id());
            buckets.merge(
                    new Bucket(event.key(), event.bucketEnd()),
                    Result.NONE.plus(event),
                    (before, added) -> before.plus(event));
        }
    }

    /** Looks at all that was seen, once the job has ended; returns what is wrong with it, or null. */
    public @Nullable String atEnd(List<Event> events) {
        return null;
    }

    /** Returns how many records are still to come. */
    public int outstanding() {
        return awaited.size() - seen.size();
    }

    /** Returns whether an event that should be there has been seen, or need not be. */
    public boolean has(Event event) {
        return !wanted.test(event) || seen.contains(event.id());
    }

    /** Returns a number that stands for all results that were seen, whatever their order; another sink of the same results has the same. */
    public long digest() {
        return digest;
    }

    public String sink() {
        return sink;
    }
}
