package io.weir.proof.workload;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The check of a sink that gets each key's events without those that are too close to one before: which these are depends on how partitions interleave; but no two that are there are that close, and each that is
 * neither there nor late is that close to one that is.
 *
 * <p>Threading: confined to the world.
 */
public final class DeduplicationCheck extends OutputCheck {

    private final LateCheck late;
    private final ToLongFunction<Event> timeOf;
    private final long horizonMillis;

    /** @param late the check of the sink that gets late events */
    public DeduplicationCheck(String sink, LateCheck late, ToLongFunction<Event> timeOf, long horizonMillis) {
        super(sink, Kind.EVENTS, event -> true, Long::valueOf);
        this.late = late;
        this.timeOf = timeOf;
        this.horizonMillis = horizonMillis;
    }

    @Override
    public int outstanding() {
        return 0;
    }

    /** Nobody misses an event before the end. */
    @Override
    public boolean has(Event event) {
        return true;
    }

    private boolean isThere(Event event) {
        return super.has(event);
    }

    @Override
    public @Nullable String atEnd(List<Event> events) {
        List<Event> there = events.stream().filter(this::isThere).toList();
        for (Event event : events) {
            Event close = there.stream()
                    .filter(each -> isClose(event, each))
                    .findFirst()
                    .orElse(null);
            if (isThere(event) && close != null) {
                return "D1 one of those that are close: sink " + sink() + " shows " + event + " of "
                        + timeOf.applyAsLong(event) + " and " + close + " of " + timeOf.applyAsLong(close);
            }
            if (isThere(event) && late.isLate(event)) {
                return "D1 once: " + event + " is in both sinks";
            }
            if (!isThere(event) && !late.isLate(event) && close == null) {
                return "D1 one of those that are close: sink " + sink() + " shows neither " + event + " of "
                        + timeOf.applyAsLong(event) + " nor one close to it";
            }
        }
        return null;
    }

    private boolean isClose(Event event, Event other) {
        return !event.equals(other)
                && event.key() == other.key()
                && Math.abs(timeOf.applyAsLong(event) - timeOf.applyAsLong(other)) < horizonMillis;
    }
}
