package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

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
    void mostOfTheWorkIsInTheLastPartition() {
        OrderBook orders = OrderBook.fromSeed(5, 10_000, 4);

        int[] orderCounts = new int[4];
        int[] lineCounts = new int[4];
        for (int id = 0; id < orders.size(); id++) {
            orderCounts[orders.partition(id)]++;
            lineCounts[orders.partition(id)] += orders.lineCount(id);
            assertThat(orders.customer(id)).isLessThan(orders.customerNumberMax());
        }
        assertThat(orderCounts[3]).isBetween(2_700, 3_300);
        assertThat(orderCounts[1]).isBetween(2_000, 2_700);
        assertThat(lineCounts[3]).isGreaterThan(10 * (lineCounts[0] + lineCounts[1] + lineCounts[2]));
    }

    @Test
    void sendsWhatTheLedgerHolds() {
        OrderBook orders = OrderBook.fromSeed(6, 1_000, 2);
        JsonMapper mapper = JsonMapper.builder().build();

        for (int id = 0; id < orders.size(); id++) {
            DemoPipeline.Order order = mapper.readValue(orders.json(id), DemoPipeline.Order.class);
            assertThat(order.order()).isEqualTo(id);
            assertThat(order.customer()).isEqualTo(orders.customerName(id));
            assertThat(order.lines()).hasSize(orders.lineCount(id));
            assertThat(order.cents()).isEqualTo(orders.cents(id));
        }
    }
}
