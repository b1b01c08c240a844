package io.weir.proof.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The check of a sink that gets the results of a join: each that plain loops over all events give is there once, with its event time, and no other.
 *
 * <p>Threading: confined to the world.
 */
public final class JoinCheck extends OutputCheck {

    /** So many results are told of those that are wrong. */
    private static final int TOLD_MAX = 3;

    private record Met(long key, long id, long partner) {}

    private final Function<List<Event>, List<Result>> join;
    private final Map<Met, Result> shown = new HashMap<>();

    private JoinCheck(String sink, Function<List<Event>, List<Result>> join) {
        super(sink, Kind.EVENTS, event -> true, Long::valueOf);
        this.join = join;
    }

    /** Makes the check of {@link Joins#intervals}. */
    public static JoinCheck ofIntervals(String sink, long lower, long upper) {
        return new JoinCheck(sink, events -> Joins.intervals(events, lower, upper));
    }

    /** Makes the check of {@link Joins#versions}. */
    public static JoinCheck ofVersions(String sink) {
        return new JoinCheck(sink, Joins::versions);
    }

    /** Makes the check of {@link Joins#windows}. */
    public static JoinCheck ofWindows(String sink, long size) {
        return new JoinCheck(sink, events -> Joins.windows(events, size));
    }

    /** Makes the check of {@link Joins#sessions}. */
    public static JoinCheck ofSessions(String sink, long gap) {
        return new JoinCheck(sink, events -> Joins.sessions(events, gap));
    }

    /** Makes the check of {@link Joins#rules}. */
    public static JoinCheck ofRules(String sink, long size) {
        return new JoinCheck(sink, events -> Joins.rules(events, size));
    }

    @Override
    public void restart() {
        shown.clear();
    }

    @Override
    public @Nullable String next(Result result) {
        Result before = shown.put(new Met(result.key(), result.id(), result.count()), result);
        return before == null
                ? null
                : "I5 no duplicates: sink " + sink() + " shows twice what meets: " + before + " and " + result;
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
        Set<Result> missing = new HashSet<>(join.apply(events));
        List<Result> foreign = new ArrayList<>();
        for (Result result : shown.values()) {
            if (!missing.remove(result)) {
                foreign.add(result);
            }
        }
        return missing.isEmpty() && foreign.isEmpty()
                ? null
                : "I1 consistent state: sink " + sink() + " misses " + missing.size() + " results of a join: "
                        + some(List.copyOf(missing)) + "; and shows " + foreign.size() + " that should not be there: "
                        + some(foreign);
    }

    private static List<Result> some(List<Result> results) {
        return results.subList(0, Math.min(TOLD_MAX, results.size()));
    }
}
