package io.weir.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testkit.pipeline.Shop.Order;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time of both kinds goes on when the test says so, and no further. */
class VirtualTimeTest {

    private static final long T = PipelineTest.BEGINNING.toEpochMilli();

    private final PipelineTest test = PipelineTest.of(3).parallelism(2);
    private final TestSource<Order> orders = test.source("orders", 2);
    private final TestSink<String> lines = test.sink("lines");
    private final TestSink<Order> late = test.sink("late");

    private void startWindows(WatermarkStrategy<Order> watermarks) {
        test.start(() -> Shop.windows(orders, watermarks, lines, late));
    }

    @Test
    void timersOfProcessingTimeFireToTheMillisecond() {
        test.start(() -> Shop.reminders(orders, lines));
        orders.partition(0).add(new Order("ann", 1));
        test.run();
        orders.partition(1).add(new Order("bob", 1));
        test.advance(Duration.ofSeconds(30));
        orders.partition(1).add(new Order("bob", 1));
        test.advance(Duration.ofMillis(29_999));
        assertThat(lines.uncommitted()).isEmpty();

        test.advance(Duration.ofMillis(1));
        assertThat(lines.uncommitted()).containsExactly("ann@" + (T + 60_000));

        test.advance(Duration.ofDays(1)).checkpoint();
        lines.assertCommitted("ann@" + (T + 60_000), "bob@" + (T + 90_000));
    }

    @Test
    void timersThatCameDueWhileTheProcessWasDownFireAfterTheRestart() {
        test.start(() -> Shop.reminders(orders, lines));
        orders.partition(0).add(new Order("ann", 1));
        test.checkpoint().crash();
        test.advance(Duration.ofHours(1));
        assertThat(lines.written()).isEmpty();

        test.restart(3).checkpoint();
        lines.assertCommitted("ann@" + (T + 60_000));
    }

    @Test
    void eventTimeIsTheLeastOfAllPartitions() {
        startWindows(WatermarkStrategy.forMonotonousTimestamps());
        orders.partition(0).add(new Order("ann", 1), 100).add(new Order("ann", 2), 2_500);
        test.checkpoint();
        assertThat(lines.committed()).as("partition 1 holds time back").isEmpty();

        orders.partition(1).add(new Order("ann", 4), 900).add(new Order("ann", 8), 1_001);
        test.checkpoint();
        lines.assertCommitted("ann@0=5");
    }

    @Test
    void aPartitionThatIsMarkedIdleDoesNotHoldTimeBackUntilItsNextRecord() {
        startWindows(WatermarkStrategy.forMonotonousTimestamps());
        orders.partition(0).add(new Order("ann", 1), 100).add(new Order("ann", 2), 1_500);
        orders.partition(1).idle();
        test.checkpoint();
        lines.assertCommitted("ann@0=1");

        orders.partition(1).add(new Order("bob", 1), 1_600);
        test.run();
        orders.partition(0).add(new Order("ann", 4), 5_000);
        test.checkpoint();
        lines.assertCommitted("ann@0=1");

        orders.partition(1).idle();
        test.checkpoint();
        lines.assertCommitted("ann@0=1", "ann@1000=2", "bob@1000=1");
    }

    @Test
    void aMarkOutlivesTheProcess() {
        startWindows(WatermarkStrategy.forMonotonousTimestamps());
        orders.partition(1).idle();
        test.checkpoint().crash().restart(1);
        orders.partition(0).add(new Order("ann", 1), 100).add(new Order("ann", 2), 1_500);
        test.checkpoint();

        lines.assertCommitted("ann@0=1");
    }

    @Test
    void aSilentPartitionBecomesIdleWhenThePipelineSaysSo() {
        startWindows(WatermarkStrategy.<Order>forMonotonousTimestamps().withIdleness(Duration.ofMinutes(5)));
        orders.partition(1).add(new Order("bob", 1), 50);
        test.advance(Duration.ofMinutes(1));
        orders.partition(0).add(new Order("ann", 1), 100).add(new Order("ann", 2), 1_500);
        test.advance(Duration.ofMinutes(4).minusMillis(1)).checkpoint();
        assertThat(lines.committed()).isEmpty();

        test.advance(Duration.ofMillis(1)).checkpoint();
        lines.assertCommitted("ann@0=1", "bob@0=1");
    }

    @Test
    void aPartitionThatHasEndedDoesNotHoldTimeBack() {
        startWindows(WatermarkStrategy.forMonotonousTimestamps());
        orders.partition(1).end();
        orders.partition(0).add(new Order("ann", 1), 100).add(new Order("ann", 2), 1_500);
        test.checkpoint();
        lines.assertCommitted("ann@0=1");

        orders.end();
        test.run();
        lines.assertCommitted("ann@0=1", "ann@1000=2");
    }

    @Test
    void lateRecordsComeOutOfTheirSideOutput() {
        startWindows(WatermarkStrategy.forMonotonousTimestamps());
        orders.partition(1).idle();
        orders.partition(0).add(new Order("ann", 1), 5_000);
        test.run();
        orders.partition(0).add(new Order("ann", 2), 900);
        test.checkpoint();

        late.assertCommitted(new Order("ann", 2));
        assertThat(lines.committed()).isEmpty();
    }

    @Test
    void aMonthPassesWithoutATurnForEachMoment() {
        startWindows(WatermarkStrategy.<Order>forMonotonousTimestamps().withIdleness(Duration.ofMinutes(1)));
        test.checkpointInterval(Duration.ofMillis(100))
                .advance(Duration.ofDays(30))
                .checkpoint();
        assertThat(test.now()).isEqualTo(PipelineTest.BEGINNING.plus(Duration.ofDays(30)));
    }
}
