package io.weir.bench;

import java.util.List;
import java.util.Locale;

/**
 * What is to be reached.
 *
 * <p>Threading: Immutable.
 *
 * @param workload of what
 * @param who whose runs it depends on
 * @param condition what is held against the bound, in words
 * @param quantity finds it in what was measured
 * @param bound of the median; of a quantity that is about the worst round there is that one only
 */
record Goal(BenchCase workload, List<Who> who, String condition, Quantity quantity, Bound bound) {

    Goal {
        who = List.copyOf(who);
    }

    /** Finds in what was measured those who ran. */
    @FunctionalInterface
    interface Who {

        /** Returns their runs; empty if they did not run. */
        List<Run> in(Comparison comparison);
    }

    /** Finds what a goal is about. */
    @FunctionalInterface
    interface Quantity {

        /** Returns it, a value a round; empty if it was not measured. */
        Series in(Comparison comparison);
    }

    /**
     * From where on a goal is met.
     *
     * @param decimals how many of the value are shown
     * @param unit with the space before it
     */
    record Bound(Side side, double value, int decimals, String unit) {

        /** On which side of the value it is met. */
        enum Side {
            AT_LEAST,
            AT_MOST
        }

        boolean isMet(double median) {
            return side == Side.AT_LEAST ? median >= value : median <= value;
        }

        String text() {
            String form = "%s %." + decimals + "f%s";
            return String.format(Locale.ROOT, form, side == Side.AT_LEAST ? "≥" : "≤", value, unit);
        }
    }

    /** What came of a goal. */
    enum Outcome {
        MET("met"),
        NOT_MET("NOT met"),
        /** Who must run for it did not. */
        NOT_MEASURED("not measured");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** Returns whether other programs disturbed any run that it depends on. */
    boolean isDisturbed(Comparison comparison) {
        return who.stream()
                .flatMap(each -> each.in(comparison).stream())
                .map(Run::entrant)
                .distinct()
                .anyMatch(entrant -> comparison.isDisturbed(workload, entrant));
    }

    Outcome outcome(Comparison comparison) {
        double median = quantity.in(comparison).median();
        if (Double.isNaN(median)) {
            return Outcome.NOT_MEASURED;
        }
        return bound.isMet(median) ? Outcome.MET : Outcome.NOT_MET;
    }
}
