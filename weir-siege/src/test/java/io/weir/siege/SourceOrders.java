package io.weir.siege;

import java.util.BitSet;

/** The topic that the example reads, read by a plain consumer: what the source has given. Threading: confined to one thread. */
final class SourceOrders implements AutoCloseable {

    private final BitSet ids = new BitSet();
    private final TopicReader reader;

    SourceOrders(String brokers) {
        reader = new TopicReader(brokers, ExampleFortress.ORDERS, this::add);
    }

    private void add(String text) {
        int id = Integer.parseInt(text.substring(text.indexOf(':') + 1, text.indexOf(',')));
        if (ids.get(id) || !ShopOrder.of(id).text().equals(text)) {
            throw new AssertionError("the source has an order twice, or one that was not sent: " + text);
        }
        ids.set(id);
    }

    /** Checks that the source has the first {@code count} orders, each once. */
    void requireAll(long count) {
        reader.pollToEnd();
        if (ids.cardinality() != count || ids.length() != count) {
            throw new AssertionError("the source has " + ids.cardinality() + " orders, sent were " + count);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
