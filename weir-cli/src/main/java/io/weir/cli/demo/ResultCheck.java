package io.weir.cli.demo;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares results, taken in the order of each partition, with a plain loop over the orders: the reference that knows nothing of checkpoints.
 *
 * <p>Threading: confined to one thread.
 */
final class ResultCheck {

    private static final int EXAMPLES_MAX = 5;

    private final OrderBook orders;
    private final long[] counts;
    private final long[] totals;
    private final BitSet seen;
    private final Map<String, LastResult> lastResults = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long resultCount;
    private long duplicatedCount;
    private long wrongCount;
    private long disorderedCount;
    private long foreignCount;

    /** The customer's result before. */
    private record LastResult(int partition, long order) {}

    ResultCheck(OrderBook orders) {
        this.orders = orders;
        this.counts = new long[orders.size()];
        this.totals = new long[orders.size()];
        this.seen = new BitSet(orders.size());
        fold();
    }

    private void fold() {
        long[] countOfCustomer = new long[orders.customerNumberMax()];
        long[] totalOfCustomer = new long[orders.customerNumberMax()];
        for (int id = 0; id < orders.size(); id++) {
            int customer = orders.customer(id);
            countOfCustomer[customer]++;
            totalOfCustomer[customer] += orders.cents(id);
            counts[id] = countOfCustomer[customer];
            totals[id] = totalOfCustomer[customer];
        }
    }

    /** Takes the next result of a partition. */
    void accept(ResultLine line) {
        resultCount++;
        if (line.order() < 0 || line.order() >= orders.size()) {
            foreignCount++;
            example("a result of no order: %s", line);
            return;
        }
        int id = (int) line.order();
        boolean first = !seen.get(id);
        if (first) {
            seen.set(id);
        } else {
            duplicatedCount++;
            example("a second result of an order: %s", line);
        }
        String customer = orders.customerName(id);
        if (!line.customer().equals(customer)
                || !line.key().equals(customer)
                || line.count() != counts[id]
                || line.cents() != totals[id]) {
            wrongCount++;
            example(
                    "a wrong result: %s; right is customer=%s, count=%d, cents=%d",
                    line, customer, counts[id], totals[id]);
        }
        checkPlace(line, customer, first);
    }

    private void checkPlace(ResultLine line, String customer, boolean first) {
        LastResult last = lastResults.get(customer);
        if (last == null) {
            lastResults.put(customer, new LastResult(line.partition(), line.order()));
            return;
        }
        if (line.partition() != last.partition() || (first && line.order() < last.order())) {
            disorderedCount++;
            example("a result out of order: %s; before it came %s", line, last);
        }
        lastResults.put(customer, new LastResult(line.partition(), Math.max(line.order(), last.order())));
    }

    /** Says how all results that were taken compare. */
    Verdict verdict() {
        List<String> deviations = new ArrayList<>(examples);
        int lostCount = orders.size() - seen.cardinality();
        for (int id = seen.nextClearBit(0);
                id < orders.size() && deviations.size() < EXAMPLES_MAX;
                id = seen.nextClearBit(id + 1)) {
            deviations.add("no result of an order: order=" + id + ", customer=" + orders.customerName(id));
        }
        return new Verdict(
                orders.size(),
                resultCount,
                lostCount,
                duplicatedCount,
                wrongCount,
                disorderedCount,
                foreignCount,
                deviations);
    }

    private void example(String form, Object... parts) {
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(String.format(Locale.ROOT, form, parts));
        }
    }
}
