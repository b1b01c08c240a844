package io.weir.siege;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the orders of each customer come to, one after the other. Threading: confined to one thread. */
final class ShopTotals {

    private static final long ID_MAX = 50_000_000;

    private final Map<String, List<Long>> cents = new HashMap<>();
    private long nextId;

    /** Returns what the first {@code orders} readable orders of a customer come to. */
    long cents(String customer, long orders) {
        while (known(customer).size() < orders) {
            if (nextId > ID_MAX) {
                throw new AssertionError(customer + " never has " + orders + " orders");
            }
            addNext();
        }
        return known(customer).get((int) orders - 1);
    }

    /** Returns how many readable orders each customer has among the first {@code count} orders. */
    static Map<String, Long> orders(long count) {
        Map<String, Long> orders = new HashMap<>();
        for (long id = 0; id < count; id++) {
            ShopOrder order = ShopOrder.of(id);
            if (order.readable()) {
                orders.merge(order.customer(), 1L, Long::sum);
            }
        }
        return orders;
    }

    private void addNext() {
        ShopOrder order = ShopOrder.of(nextId);
        nextId++;
        if (order.readable()) {
            List<Long> sums = known(order.customer());
            sums.add((sums.isEmpty() ? 0 : sums.get(sums.size() - 1)) + order.cents());
        }
    }

    private List<Long> known(String customer) {
        return cents.computeIfAbsent(customer, unused -> new ArrayList<>());
    }
}
