package io.weir.siege;

import java.util.BitSet;

/** The orders that were found in a place, each once and as it was sent. Threading: confined to one thread. */
final class SeenOrders {

    private final String place;
    private final BitSet ids = new BitSet();

    SeenOrders(String place) {
        this.place = place;
    }

    void add(ShopOrder order) {
        if (!order.readable() || !ShopOrder.of(order.id()).equals(order)) {
            throw new AssertionError(place + ": no order that was sent: " + order);
        }
        if (ids.get((int) order.id())) {
            throw new AssertionError(place + ": twice: " + order);
        }
        ids.set((int) order.id());
    }

    /** Checks that the first {@code count} orders are there as far as they can be read, and nothing else. */
    void requireAll(long count) {
        for (int id = 0; id < count; id++) {
            if (ids.get(id) != ShopOrder.of(id).readable()) {
                throw new AssertionError(place + ": lost: " + ShopOrder.of(id));
            }
        }
        if (ids.length() > count) {
            throw new AssertionError(place + ": never sent: " + ShopOrder.of(ids.length() - 1));
        }
    }
}
