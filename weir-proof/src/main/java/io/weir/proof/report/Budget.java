package io.weir.proof.report;

/**
 * How much is tried: every count is multiplied by one property, {@code weir.soak}.
 *
 * <p>Threading: Immutable.
 */
public final class Budget {

    /** The factor; 1 by default. */
    public static final double FACTOR = Double.parseDouble(System.getProperty("weir.soak", "1"));

    private Budget() {}

    /** Returns a count, scaled; at least 1. */
    public static int of(int count) {
        return (int) Math.max(1, Math.round(count * FACTOR));
    }
}
