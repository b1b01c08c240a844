package io.weir.proof.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * What has been put in so far.
 *
 * <p>Threading: confined to the world.
 */
public final class Input {

    private final List<Event> events = new ArrayList<>();
    private final List<OutputCheck> checks = new ArrayList<>();

    public void add(Event event) {
        events.add(event);
        for (OutputCheck check : checks) {
            check.expect(event);
        }
    }

    /** Tells a check of every event from now on. */
    public void tell(OutputCheck check) {
        checks.add(check);
    }

    /** Returns all events, in the order in which they were put in. */
    public List<Event> events() {
        return events;
    }

    /** Returns how many events {@code check} has not seen and should. */
    public int missing(OutputCheck check) {
        int missing = 0;
        for (Event event : events) {
            if (!check.has(event)) {
                missing++;
            }
        }
        return missing;
    }
}
