package io.weir.siege;

/**
 * An order as it is sent to the example. What each sink must have follows from the number of them.
 *
 * <p>Threading: Immutable.
 */
record ShopOrder(long id, String customer, long cents) {

    private static final int CUSTOMERS = 37;
    private static final int UNREADABLE_ONE_IN = 50;

    /** Returns the order with an id, the same whenever it is asked for. */
    static ShopOrder of(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        return new ShopOrder(id, "customer-" + Long.remainderUnsigned(mixed >>> 17, CUSTOMERS), (mixed >>> 50) + 1);
    }

    /** Returns how many of the first {@code count} can be read. */
    static long readableCount(long count) {
        return count - (count + UNREADABLE_ONE_IN - 1) / UNREADABLE_ONE_IN;
    }

    boolean readable() {
        return id % UNREADABLE_ONE_IN != 0;
    }

    /** Returns what is sent: JSON, or something that begins as if it were. */
    String text() {
        String json = "{\"id\":" + id + ",\"customer\":\"" + customer + "\",\"cents\":" + cents + "}";
        return readable() ? json : json.substring(0, json.length() - 1);
    }
}
