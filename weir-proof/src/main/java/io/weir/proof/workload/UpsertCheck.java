package io.weir.proof.workload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The check of a sink that overwrites: of the running totals of a key a reader sees some, later ones behind earlier ones, and in the end the last.
 *
 * <p>Threading: confined to the world.
 */
public final class UpsertCheck extends OutputCheck {

    private final LongFunction<Long> keyOf;
    private final Map<Long, Result> expected = new HashMap<>();
    private final Map<Long, Result> seen = new HashMap<>();

    /** @param keyOf the key of totals by the key of events */
    public UpsertCheck(String sink, LongFunction<Long> keyOf) {
        super(sink, Kind.TOTALS, event -> true, keyOf);
        this.keyOf = keyOf;
    }

    @Override
    void expect(Event event) {
        expected.merge(
                keyOf.apply(event.key()), Result.NONE.plus(event), (before, added) -> before.plus(added.key(), added));
    }

    @Override
    public void restart() {
        seen.clear();
    }

    @Override
    public @Nullable String next(Result result) {
        long key = keyOf.apply(result.event().key());
        Result whole = expected.getOrDefault(result.key(), Result.NONE);
        Result before = seen.getOrDefault(result.key(), Result.NONE);
        seen.put(result.key(), result);
        if (key != result.key()) {
            return "I1 consistent state: sink " + sink() + " shows under another key " + result;
        }
        if (result.count() <= before.count()) {
            return "I8 order: sink " + sink() + " shows " + result + " after " + before;
        }
        if (result.count() > whole.count() || result.count() == whole.count() && result.sum() != whole.sum()) {
            return "I5 no duplicates: sink " + sink() + " shows " + result + ", and all there is comes to " + whole;
        }
        return null;
    }

    @Override
    public @Nullable String atEnd(List<Event> events) {
        for (Map.Entry<Long, Result> each : expected.entrySet()) {
            Result last = seen.getOrDefault(each.getKey(), Result.NONE);
            Result whole = each.getValue();
            if (last.count() != whole.count() || last.sum() != whole.sum()) {
                return "I1 consistent state: sink " + sink() + " shows " + last + " in the end, expected " + whole;
            }
        }
        return null;
    }

    @Override
    public int outstanding() {
        long outstanding = 0;
        for (Map.Entry<Long, Result> each : expected.entrySet()) {
            outstanding += each.getValue().count()
                    - seen.getOrDefault(each.getKey(), Result.NONE).count();
        }
        return (int) outstanding;
    }

    /** Which events are in a total cannot be told before all are. */
    @Override
    public boolean has(Event event) {
        long key = keyOf.apply(event.key());
        return seen.getOrDefault(key, Result.NONE).count()
                == expected.getOrDefault(key, Result.NONE).count();
    }
}
