package io.weir.cli.demo;

import java.util.SplittableRandom;

/**
 * The orders of a run, made from its seed, and so the ledger that its results are checked against. An order's id is its index, and orders of one customer
 * are sent in the order of their ids.
 *
 * <p>Load is uneven on purpose: the wholesale customers, all in the last partition, place fewer orders, but so long ones that most of the work is theirs.
 *
 * <p>Threading: Immutable.
 */
final class OrderBook {

    private static final int CUSTOMER_COUNT = 240;
    private static final double WHOLESALE_SHARE = 0.3;
    private static final int WHOLESALE_LINES = 56;
    private static final int CENTS_MAX = 10_000;
    private static final int ITEM_COUNT = 10_000;
    private static final int LINE_CHARS = 40;

    private final long seed;
    private final int partitionCount;
    private final int[] customers;
    private final long[] cents;

    private OrderBook(long seed, int partitionCount, int size) {
        this.seed = seed;
        this.partitionCount = partitionCount;
        this.customers = new int[size];
        this.cents = new long[size];
    }

    /** Makes {@code size} orders for a topic of {@code partitionCount} partitions, at least 2. */
    static OrderBook fromSeed(long seed, int size, int partitionCount) {
        OrderBook book = new OrderBook(seed, partitionCount, size);
        SplittableRandom random = new SplittableRandom(seed);
        int customersPerPartition = Math.max(1, CUSTOMER_COUNT / partitionCount);
        for (int id = 0; id < size; id++) {
            boolean wholesale = random.nextDouble() < WHOLESALE_SHARE;
            int partition = wholesale ? partitionCount - 1 : random.nextInt(partitionCount - 1);
            book.customers[id] = random.nextInt(customersPerPartition) * partitionCount + partition;
            for (int line = 0; line < book.lineCount(id); line++) {
                book.cents[id] += book.lineCents(id, line);
            }
        }
        return book;
    }

    int size() {
        return customers.length;
    }

    int partitionCount() {
        return partitionCount;
    }

    /** One more than the greatest customer number. */
    int customerNumberMax() {
        return Math.max(CUSTOMER_COUNT, partitionCount) + partitionCount;
    }

    int customer(int id) {
        return customers[id];
    }

    /** What an order comes to, the sum of its lines. */
    long cents(int id) {
        return cents[id];
    }

    String customerName(int id) {
        return "customer-" + customers[id];
    }

    /** Where an order is sent: the same partition for all orders of a customer, so that their order is kept. */
    int partition(int id) {
        return customers[id] % partitionCount;
    }

    int lineCount(int id) {
        return partition(id) == partitionCount - 1 ? WHOLESALE_LINES : 1;
    }

    /** The order as it is sent. */
    String json(int id) {
        int lineCount = lineCount(id);
        StringBuilder json = new StringBuilder((lineCount + 2) * LINE_CHARS);
        json.append("{\"customer\":\"")
                .append(customerName(id))
                .append("\",\"order\":")
                .append(id);
        json.append(",\"lines\":");
        for (int line = 0; line < lineCount; line++) {
            json.append(line == 0 ? '[' : ',');
            json.append("{\"item\":\"item-").append(draw(id, line) % ITEM_COUNT);
            json.append("\",\"cents\":").append(lineCents(id, line)).append('}');
        }
        return json.append("]}").toString();
    }

    private long lineCents(int id, int line) {
        return 1 + draw(id, line) % CENTS_MAX;
    }

    /** A number from 0 on that looks random and is the same each time: the finish of the SplitMix64 generator. */
    private long draw(int id, int line) {
        long bits = seed + 0x9e3779b97f4a7c15L * ((long) id * WHOLESALE_LINES + line + 1);
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return (bits ^ (bits >>> 31)) >>> 1;
    }
}
