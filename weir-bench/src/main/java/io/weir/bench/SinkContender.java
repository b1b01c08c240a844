package io.weir.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * Who writes in a run.
 *
 * <p>Threading: Immutable.
 *
 * @param road how
 * @param tasks how many subtasks; 1 for the loop
 * @param interval from one checkpoint to the next; the loop has none
 */
record SinkContender(Road road, int tasks, Duration interval) {

    static final SinkContender LOOP = new SinkContender(Road.LOOP, 1, Durations.NEVER);

    /** The ways to write. */
    enum Road {
        /** By hand, one thread, no guarantee. */
        LOOP("by hand"),
        WEIR("Weir"),
        /** Into prepared transactions. */
        WEIR_PREPARED("Weir, prepared()");

        private final String label;

        Road(String label) {
            this.label = label;
        }
    }

    boolean isLoop() {
        return road == Road.LOOP;
    }

    String label() {
        return isLoop()
                ? road.label
                : road.label + ", " + Durations.text(interval) + (tasks == 1 ? "" : ", " + tasks + " tasks");
    }

    /** Returns its name in JSON. */
    String word() {
        return road.name().toLowerCase(Locale.ROOT);
    }
}
