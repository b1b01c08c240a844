package io.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.examples.WindowedOrders.Order;
import io.weir.testkit.pipeline.PipelineTest;
import io.weir.testkit.pipeline.TestSink;
import io.weir.testkit.pipeline.TestSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a pipeline of one's own is tested: the one of {@link WindowedOrders}, by a clock that the test moves, and across crashes. */
class WindowedOrdersTest {

    private PipelineTest test = PipelineTest.of(1);
    private TestSource<Order> orders = test.source("orders");
    private TestSink<String> totals = test.sink("totals");
    private TestSink<String> late = test.sink("late");

    private void start() {
        test.start(() -> WindowedOrders.pipeline(orders, totals, late));
    }

    @AfterEach
    void end() {
        test.close();
    }

    @Test
    void addsUpEachSecondOfEachCustomer() {
        start();
        orders.add(new Order("ann", 100, 10_000))
                .add(new Order("bob", 7, 10_999))
                .add(new Order("ann", 50, 10_900))
                .add(new Order("ann", 1, 11_000));
        test.checkpoint();
        assertThat(totals.committed())
                .as("orders may still come, up to 200 ms late")
                .isEmpty();

        orders.add(new Order("bob", 1, 11_200));
        test.checkpoint();
        totals.assertCommitted("ann from 10000 to 11000: 150", "bob from 10000 to 11000: 7");
    }

    @Test
    void printsApartWhatComesTooLate() {
        start();
        orders.add(new Order("ann", 100, 20_000));
        test.run();
        orders.add(new Order("ann", 50, 18_000));
        test.checkpoint();

        late.assertCommitted("late: Order[customer=ann, cents=50, timeMillis=18000]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void isExactAcrossCrashesAndAtAnyParallelism(long seed) {
        test = PipelineTest.of(seed).parallelism(2).crashAtRandom(4);
        orders = test.source("orders");
        totals = test.sink("totals");
        late = test.sink("late");
        start();
        int count = 0;
        while (test.crashesToCome() > 0 || count % 20 != 0) {
            orders.add(new Order("ann", 1, 10_000 + count * 50L));
            count++;
            if (count % 5 == 0) {
                test.checkpoint();
            }
        }
        test.crash().restart(3);
        orders.end();
        test.run();

        assertThat(test.crashCount()).isEqualTo(5);
        assertThat(late.committed()).isEmpty();
        assertThat(totals.committed()).hasSize(count / 20).allMatch(line -> line.endsWith(": 20"));
    }
}
