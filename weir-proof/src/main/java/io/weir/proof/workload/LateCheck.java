package io.weir.proof.workload;

/**
 * The check of a sink that gets late events: which these are depends on how partitions interleave, so any event may be there, once, or not at all.
 *
 * <p>Threading: confined to the world.
 */
public final class LateCheck extends OutputCheck {

    public LateCheck(String sink) {
        super(sink, Kind.EVENTS, event -> true, Long::valueOf);
    }

    @Override
    public int outstanding() {
        return 0;
    }

    /** Nobody misses an event that was not late. */
    @Override
    public boolean has(Event event) {
        return true;
    }

    /** Returns whether an event was late. */
    boolean isLate(Event event) {
        return super.has(event);
    }
}
