package io.weir.bench.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic scale over whole decades.
 *
 * <p>Threading: Immutable.
 *
 * @param lowest the exponent of ten at its left end
 * @param highest the exponent of ten at its right end; above the lowest
 * @param width its length
 */
record Scale(int lowest, int highest, double width) {

    /** Returns the shortest scale that has all values and 1, and begins below each of them so that every bar can be seen. */
    static Scale over(List<Double> values, double width) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        // A bar that begins at its own value would have no length.
        int lowest = (int) Math.floor(Math.log10(Math.min(least, 1) * 0.9));
        int highest = Math.max(lowest + 1, (int) Math.ceil(Math.log10(Math.max(most, 1))));
        return new Scale(lowest, highest, width);
    }

    /** Returns how far from its left end a value lies. */
    double position(double value) {
        return (Math.log10(value) - lowest) / (highest - lowest) * width;
    }

    List<Double> decades() {
        List<Double> decades = new ArrayList<>();
        for (int exponent = lowest; exponent <= highest; exponent++) {
            decades.add(Math.pow(10, exponent));
        }
        return decades;
    }
}
