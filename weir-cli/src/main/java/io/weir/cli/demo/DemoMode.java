package io.weir.cli.demo;

import io.weir.engine.job.Guarantee;

/** What the job promises in one part of the demo. */
enum DemoMode {
    EXACTLY_ONCE("exactly-once", Guarantee.EXACTLY_ONCE),
    AT_LEAST_ONCE("at-least-once", Guarantee.AT_LEAST_ONCE);

    private final String label;
    private final Guarantee guarantee;

    DemoMode(String label, Guarantee guarantee) {
        this.label = label;
        this.guarantee = guarantee;
    }

    String label() {
        return label;
    }

    Guarantee guarantee() {
        return guarantee;
    }

    /** Returns whether a result of this mode is what the mode promises. */
    boolean isKept(Verdict verdict) {
        return this == EXACTLY_ONCE ? verdict.isExact() : verdict.isComplete();
    }
}
