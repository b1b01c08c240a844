package io.weir.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checkpoint that an attempt takes at its sink.
 *
 * <p>Threading: confined to the test's thread.
 */
final class Checkpoint<C> {

    private final long id;
    private final Map<Integer, Answer<C>> answers = new TreeMap<>();
    private final Map<Integer, List<Written>> contents = new TreeMap<>();
    private final List<Part<C>> parts = new ArrayList<>();
    private boolean decided;

    Checkpoint(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    boolean isDecided() {
        return decided;
    }

    void becomeDecided() {
        decided = true;
    }

    /** The answers of the writers that were asked, by subtask. */
    Map<Integer, Answer<C>> answers() {
        return answers;
    }

    /** What was written before the barrier, by subtask. */
    Map<Integer, List<Written>> contents() {
        return contents;
    }

    /** The committables, in order; there once the answers have been awaited. */
    List<Part<C>> parts() {
        return parts;
    }

    List<Part<C>> partsOf(int subtask) {
        return parts.stream().filter(part -> part.subtask() == subtask).toList();
    }
}
