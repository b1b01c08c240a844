package io.weir.cli.verify;

import io.weir.cli.verify.Strike.Kind;
import io.weir.engine.port.ProtocolStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was struck, and how long the job took to come back.
 *
 * <p>Threading: confined to the thread that directs the run.
 */
final class Tally {

    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Map<ProtocolStep, Integer> steps = new EnumMap<>(ProtocolStep.class);
    private final List<Long> recoveryNanos = new ArrayList<>();
    private int missedCount;
    private int zombieEndCount;

    void struck(Kind kind) {
        kinds.merge(kind, 1, Integer::sum);
    }

    void struckAt(ProtocolStep step) {
        steps.merge(step, 1, Integer::sum);
    }

    /** A step was not reached in time, so it was struck at another moment. */
    void missed() {
        missedCount++;
    }

    void zombieSuperseded() {
        zombieEndCount++;
    }

    void recovered(long nanos) {
        recoveryNanos.add(nanos);
    }

    int count(Kind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    int count(ProtocolStep step) {
        return steps.getOrDefault(step, 0);
    }

    int strikeCount() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    int missedCount() {
        return missedCount;
    }

    int zombieEndCount() {
        return zombieEndCount;
    }

    int recoveryCount() {
        return recoveryNanos.size();
    }

    /** The least duration, in seconds, that at least the share {@code quantile} of all recoveries did not exceed. */
    OptionalDouble recoverySeconds(double quantile) {
        if (recoveryNanos.isEmpty()) {
            return OptionalDouble.empty();
        }
        long[] sorted = recoveryNanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        int rank = Math.max(1, (int) Math.ceil(quantile * sorted.length));
        return OptionalDouble.of(sorted[rank - 1] / 1e9);
    }
}
