package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderBookTest {

    @Test
    void isTheSameForTheSameSeed() {
        OrderBook first = OrderBook.fromSeed(3, 1_000, 2);
        OrderBook second = OrderBook.fromSeed(3, 1_000, 2);
        OrderBook other = OrderBook.fromSeed(4, 1_000, 2);

        int differenceCount = 0;
        for (int id = 0; id < 1_000; id++) {
            assertThat(first.customer(id)).isEqualTo(second.customer(id));
            assertThat(first.cents(id)).isEqualTo(second.cents(id));
            differenceCount += first.cents(id) == other.cents(id) ? 0 : 1;
        }
        assertThat(differenceCount).isGreaterThan(900);
    }

    @Test
    void loadsOnePartitionMoreThanTheOthers() {
        OrderBook orders = OrderBook.fromSeed(5, 10_000, 4);

        int[] counts = new int[4];
        for (int id = 0; id < orders.size(); id++) {
            counts[orders.partition(id)]++;
            assertThat(orders.customer(id)).isLessThan(orders.customerNumberMax());
        }
        assertThat(counts[0]).isBetween(6_500, 7_500);
        assertThat(counts[1]).isBetween(800, 1_200);
    }
}
