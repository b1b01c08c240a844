package io.weir.cli.demo;

import java.util.SplittableRandom;

/**
 * The orders of a run, made from its seed, and so the ledger that its results are checked against. An order's id is its index, and orders of one customer
 * are sent in the order of their ids.
 *
 * <p>Load is uneven on purpose: the customers of partition 0 place most of the orders, as a few large customers do.
 *
 * <p>Threading: Immutable.
 */
final class OrderBook {

    private static final int CUSTOMER_COUNT = 240;
    private static final double SHARE_OF_BUSY_PARTITION = 0.7;
    private static final int CENTS_MAX = 100_000;

    private final int partitionCount;
    private final int[] customers;
    private final int[] cents;

    private OrderBook(int partitionCount, int[] customers, int[] cents) {
        this.partitionCount = partitionCount;
        this.customers = customers;
        this.cents = cents;
    }

    /** Makes {@code size} orders for a topic of {@code partitionCount} partitions, at least 2. */
    static OrderBook fromSeed(long seed, int size, int partitionCount) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] customers = new int[size];
        int[] cents = new int[size];
        int customersPerPartition = Math.max(1, CUSTOMER_COUNT / partitionCount);
        for (int id = 0; id < size; id++) {
            boolean busy = random.nextDouble() < SHARE_OF_BUSY_PARTITION;
            int partition = busy ? 0 : 1 + random.nextInt(partitionCount - 1);
            customers[id] = random.nextInt(customersPerPartition) * partitionCount + partition;
            cents[id] = 1 + random.nextInt(CENTS_MAX);
        }
        return new OrderBook(partitionCount, customers, cents);
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

    int cents(int id) {
        return cents[id];
    }

    String customerName(int id) {
        return "customer-" + customers[id];
    }

    /** Where an order is sent: the same partition for all orders of a customer, so that their order is kept. */
    int partition(int id) {
        return customers[id] % partitionCount;
    }
}
