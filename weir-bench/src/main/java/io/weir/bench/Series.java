package io.weir.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Some measurements of one thing.
 *
 * <p>Threading: Immutable.
 */
record Series(double... values) {

    Series {
        values = values.clone();
        Arrays.sort(values);
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    double median() {
        int count = values.length;
        return count == 0 ? Double.NaN : (values[(count - 1) / 2] + values[count / 2]) / 2;
    }

    double max() {
        return values.length == 0 ? Double.NaN : values[values.length - 1];
    }

    /** Returns the largest one alone. */
    Series worst() {
        return isEmpty() ? this : new Series(max());
    }

    Series dividedBy(double divisor) {
        return new Series(Arrays.stream(values).map(value -> value / divisor).toArray());
    }

    /** Returns how many are above a limit. */
    long countAbove(double limit) {
        return Arrays.stream(values).filter(value -> value > limit).count();
    }

    /** Returns median and spread: {@code 12.3 (11.8-12.9)}. */
    String text(double unit, int decimals) {
        if (values.length == 0 || Double.isNaN(median())) {
            return "-";
        }
        String form = "%." + decimals + "f";
        String middle = String.format(Locale.ROOT, form, median() / unit);
        return values.length == 1
                ? middle
                : middle
                        + String.format(
                                Locale.ROOT,
                                " (" + form + "-" + form + ")",
                                values[0] / unit,
                                values[values.length - 1] / unit);
    }
}
