package io.weir.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run has shown.
 *
 * <p>Threading: Immutable, but for what it holds, which is not changed any more.
 *
 * @param findings of the late reader; of the concurrent one if the run was cut short
 * @param concurrent findings of the concurrent reader
 * @param differences in what the two readers have seen
 * @param hanging transactions that were left open, in words
 * @param cutShort why the run could not be carried to its end, if so
 */
record Outcome(
        Tally tally,
        long inputCount,
        Findings findings,
        Findings concurrent,
        long differences,
        List<String> differenceExamples,
        List<String> hanging,
        Optional<String> cutShort,
        long nanos) {

    Outcome {
        differenceExamples = List.copyOf(differenceExamples);
        hanging = List.copyOf(hanging);
    }

    boolean isExact() {
        return cutShort.isEmpty()
                && findings.isExact()
                && concurrent.isExact()
                && differences == 0
                && hanging.isEmpty();
    }

    /** The first of everything that is wrong, in words. */
    List<String> deviations() {
        List<String> deviations = new ArrayList<>();
        cutShort.ifPresent(deviations::add);
        deviations.addAll(findings.examples());
        if (findings.isExact()) {
            deviations.addAll(concurrent.examples());
        }
        deviations.addAll(differenceExamples);
        deviations.addAll(hanging);
        return deviations;
    }
}
