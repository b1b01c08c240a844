package io.weir.siege;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The topics that the example writes, read by plain consumers: each customer's totals, one for each order and in order, and the dead letters.
 *
 * <p>Threading: confined to one thread.
 */
final class ShopTopics implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final ShopTotals totals;
    private final Map<String, Long> orders = new HashMap<>();
    private final BitSet unreadable = new BitSet();
    private final TopicReader totalsReader;
    private final TopicReader unreadableReader;

    ShopTopics(String brokers, ShopTotals totals) {
        this.totals = totals;
        totalsReader = new TopicReader(brokers, "totals", this::addTotal);
        unreadableReader = new TopicReader(brokers, "orders-unreadable", this::addDeadLetter);
    }

    private void addTotal(String text) {
        JsonNode total = JSON.readTree(text);
        String customer = total.get("customer").asString();
        long expected = orders.merge(customer, 1L, Long::sum);
        if (total.get("orders").asLong() != expected
                || total.get("cents").asLong() != totals.cents(customer, expected)) {
            throw new AssertionError("topic totals: " + text + ", expected order " + expected + " of the customer, and "
                    + totals.cents(customer, expected) + " cents");
        }
    }

    private void addDeadLetter(String text) {
        byte[] value = Base64.getDecoder()
                .decode(JSON.readTree(text).get("record").get("value").asString());
        String sent = new String(value, StandardCharsets.UTF_8);
        ShopOrder order = ShopOrder.of(Long.parseLong(sent.substring(sent.indexOf(':') + 1, sent.indexOf(','))));
        if (order.readable() || !order.text().equals(sent)) {
            throw new AssertionError("topic orders-unreadable: nothing that was sent, or readable: " + text);
        }
        if (unreadable.get((int) order.id())) {
            throw new AssertionError("topic orders-unreadable: twice: " + text);
        }
        unreadable.set((int) order.id());
    }

    /** Returns how many totals have been seen, after a look at what is new. */
    long totalsCount() {
        totalsReader.poll();
        return seenTotals();
    }

    private long seenTotals() {
        return orders.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Checks all that is committed. */
    void check() {
        totalsReader.pollToEnd();
        unreadableReader.pollToEnd();
    }

    /** Checks that the output of the first {@code count} orders is there, and nothing else. */
    void requireAll(long count) {
        check();
        if (!orders.equals(ShopTotals.orders(count))) {
            throw new AssertionError("topic totals: " + orders + ", expected " + ShopTotals.orders(count));
        }
        long expected = count - ShopOrder.readableCount(count);
        if (unreadable.cardinality() != expected) {
            throw new AssertionError(
                    "topic orders-unreadable: " + unreadable.cardinality() + " letters, expected " + expected);
        }
    }

    @Override
    public void close() {
        totalsReader.close();
        unreadableReader.close();
    }
}
