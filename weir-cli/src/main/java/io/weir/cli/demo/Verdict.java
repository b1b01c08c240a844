package io.weir.cli.demo;

import java.util.List;

/**
 * What a run's output is, compared with the orders that went in.
 *
 * <p>Threading: Immutable.
 *
 * @param orders orders that went in
 * @param results results that came out
 * @param lost orders without a result
 * @param duplicated results beyond the first of their order
 * @param wrong results whose customer, count or total is not what the orders come to
 * @param disordered results that stand behind one of a later order of the same customer, or in another partition than the customer's results before
 * @param foreign results of no order that went in
 * @param examples the first deviations in words
 */
record Verdict(
        long orders,
        long results,
        long lost,
        long duplicated,
        long wrong,
        long disordered,
        long foreign,
        List<String> examples) {

    Verdict {
        examples = List.copyOf(examples);
    }

    /** One result for each order, right and in order, and nothing else. */
    boolean isExact() {
        return isComplete() && duplicated == 0 && wrong == 0;
    }

    /** At least one result for each order, and none of an order that never went in. */
    boolean isComplete() {
        return lost == 0 && disordered == 0 && foreign == 0;
    }
}
