package io.weir.graph;

import org.jspecify.annotations.Nullable;

/**
 * An edge of the graph: where a stage's records come from.
 *
 * <p>Threading: Immutable.
 *
 * @param stageId the stage that emits them
 * @param tag the side output they are taken from; null for the main output
 * @param key the key that they are partitioned by; null if they are not
 * @param side which stream of a stage that reads two they belong to, 0 or 1; 0 elsewhere
 * @param broadcast whether every subtask gets each of them; then there is no key
 */
public record Input(
        int stageId, @Nullable OutputTag<?> tag, @Nullable KeySelector key, int side, boolean broadcast) {

    /** Makes an edge of a stage that reads one stream. */
    public Input(int stageId, @Nullable OutputTag<?> tag, @Nullable KeySelector key) {
        this(stageId, tag, key, 0, false);
    }

    /** Returns the same edge into one side of a stage that reads two streams. */
    public Input atSide(int newSide) {
        return new Input(stageId, tag, key, newSide, broadcast);
    }

    /** Returns the same edge with each record going to every subtask. */
    public Input broadcasting() {
        return new Input(stageId, tag, null, side, true);
    }
}
