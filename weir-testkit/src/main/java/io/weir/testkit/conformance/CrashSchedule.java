package io.weir.testkit.conformance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Kills a job at one step after another.
 *
 * <p>Threading: Thread-safe.
 */
final class CrashSchedule {

    private static final int OCCURRENCES_MAX = 4;

    private final SplittableRandom random;
    private final Deque<EngineStep> steps = new ArrayDeque<>();
    private int occurrencesLeft;

    /** What a step throws. */
    static final class Planted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Planted(EngineStep step) {
            super("planted by the kit: " + step);
        }
    }

    CrashSchedule(List<EngineStep> steps, long seed) {
        this.random = new SplittableRandom(seed);
        this.steps.addAll(steps);
        draw();
    }

    private void draw() {
        EngineStep next = steps.peek();
        occurrencesLeft = next == null || next.isRare() ? 1 : 1 + random.nextInt(OCCURRENCES_MAX);
    }

    /** Throws if the job is to be killed here. */
    void reached(EngineStep step) {
        if (strikesAt(step)) {
            throw new Planted(step);
        }
    }

    synchronized boolean strikesAt(EngineStep step) {
        if (steps.peek() != step || --occurrencesLeft > 0) {
            return false;
        }
        steps.remove();
        draw();
        return true;
    }

    /** Returns whether the job has been killed at every step. */
    synchronized boolean isOver() {
        return steps.isEmpty();
    }

    /** Returns the steps that have not been reached. */
    synchronized List<EngineStep> left() {
        return List.copyOf(steps);
    }
}
