package io.weir.engine.job;

import io.weir.engine.exchange.AlignmentMode;

/** What a job promises about its committed output after a crash. */
public enum Guarantee {
    /** Every source record changes the committed output exactly once: tasks align barriers. */
    EXACTLY_ONCE(AlignmentMode.ALIGNED),
    /**
     * Every source record changes the committed output at least once: tasks do not align barriers, so a channel never waits for a slower one, and records that
     * overtook a barrier are processed again after a crash.
     */
    AT_LEAST_ONCE(AlignmentMode.NOT_ALIGNED);

    private final AlignmentMode alignment;

    Guarantee(AlignmentMode alignment) {
        this.alignment = alignment;
    }

    AlignmentMode alignment() {
        return alignment;
    }
}
