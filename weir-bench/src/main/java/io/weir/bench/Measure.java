package io.weir.bench;

/**
 * A figure as a line of the table of results.
 *
 * <p>Threading: Immutable.
 *
 * @param heading what it is, with its unit
 * @param unit what the figure is divided by to be in that unit
 * @param decimals how many are shown of a small one; of one with two or three digits before the point fewer
 * @param direction what is better
 */
record Measure(Figure figure, String heading, double unit, int decimals, Direction direction) {

    /** What is better. */
    enum Direction {
        MORE_IS_BETTER,
        LESS_IS_BETTER
    }

    /** Returns median and spread in its unit. */
    String text(Series figures) {
        double median = figures.median() / unit;
        int fewer = median >= 100 ? 0 : median >= 10 ? 1 : decimals;
        return figures.text(unit, Math.min(decimals, fewer));
    }

    static Measure more(Figure figure, String heading, double unit, int decimals) {
        return new Measure(figure, heading, unit, decimals, Direction.MORE_IS_BETTER);
    }

    static Measure less(Figure figure, String heading, double unit, int decimals) {
        return new Measure(figure, heading, unit, decimals, Direction.LESS_IS_BETTER);
    }
}
