package io.weir.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.inspect.StateEntry;
import io.weir.engine.inspect.StateId;
import io.weir.engine.job.JobState;
import io.weir.engine.port.ProtocolStep;
import io.weir.testkit.pipeline.Shop.Order;
import io.weir.testkit.pipeline.Shop.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the driver lets a test do, one by one. */
class PipelineTestTest {

    private final PipelineTest test = PipelineTest.of(7);
    private final TestSource<Order> orders = test.source("orders", 2);
    private final TestSink<Total> totals = test.sink("totals");

    private PipelineTest startTotals() {
        return test.start(() -> Shop.totals(orders, totals));
    }

    @Test
    void whatIsProcessedIsWrittenAndOnlyACheckpointCommitsIt() {
        startTotals();
        orders.partition(0).add(new Order("ann", 250)).add(new Order("ann", 50));
        assertThat(totals.written()).as("nothing happens by adding").isEmpty();

        test.run();
        assertThat(totals.uncommitted()).containsExactly(new Total("ann", 250), new Total("ann", 300));
        assertThat(totals.committed()).isEmpty();

        test.checkpoint();
        assertThat(totals.committed()).containsExactly(new Total("ann", 250), new Total("ann", 300));
        assertThat(totals.uncommitted()).isEmpty();
        assertThat(test.now()).as("no time has passed").isEqualTo(PipelineTest.BEGINNING);
        assertThat(test.checkpointCount())
                .as("an empty one at the first start, and this")
                .isEqualTo(2);
    }

    @Test
    void whatIsAddedBeforeTheStartIsReadToo() {
        orders.partition(1).addAll(List.of(new Order("ann", 1), new Order("ann", 2)));
        startTotals().checkpoint();

        totals.assertCommittedInOrder(new Total("ann", 1), new Total("ann", 3));
    }

    @Test
    void aCrashLosesWhatIsNotCommittedAndTheRestartWritesItAgain() {
        startTotals();
        orders.partition(0).add(new Order("ann", 1));
        test.checkpoint();
        orders.partition(0).add(new Order("ann", 2));
        test.run().crash();

        assertThat(test.isRunning()).isFalse();
        orders.partition(1).add(new Order("bob", 5));
        test.run();
        assertThat(totals.written()).as("nothing runs while it is down").hasSize(2);

        test.restart();
        assertThat(totals.committed()).containsExactly(new Total("ann", 1));
        test.checkpoint();
        totals.assertCommitted(new Total("ann", 1), new Total("ann", 3), new Total("bob", 5));
        assertThat(totals.written().stream().filter(new Total("ann", 3)::equals))
                .hasSize(2);
        assertThat(test.crashCount()).isEqualTo(1);
        assertThat(test.failures()).isEmpty();
    }

    @Test
    void aLossOfPowerLosesNothingThatIsCommitted() {
        startTotals();
        orders.partition(0).add(new Order("ann", 1));
        test.checkpoint();
        orders.partition(0).add(new Order("ann", 2));
        test.run().losePower().restart().checkpoint();

        totals.assertCommittedInOrder(new Total("ann", 1), new Total("ann", 3));
    }

    @Test
    void aCrashAtTheDecisionIsFollowedByACommitInRecovery() {
        startTotals();
        orders.partition(0).add(new Order("ann", 1));
        test.crashAt(ProtocolStep.DECIDED).checkpoint();

        assertThat(test.crashCount()).isEqualTo(1);
        totals.assertCommitted(new Total("ann", 1));
        assertThat(totals.written()).as("decided, so not processed again").hasSize(1);
    }

    @Test
    void aJobGoesOnAtAnotherParallelismAfterAStopInGoodOrderAndAfterACrash() {
        startTotals();
        List<Order> all = new ArrayList<>();
        int[] parallelisms = {3, 4, 2};
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 40; i++) {
                Order order = new Order("customer-" + i % 10, round * 100 + i);
                all.add(order);
                orders.partition(i % 10 % 2).add(order);
            }
            test.run();
            if (round < parallelisms.length) {
                if (round % 2 == 0) {
                    test.stop();
                    assertThat(test.state()).isEqualTo(JobState.STOPPED);
                    assertThat(totals.committed()).hasSize(all.size());
                } else {
                    test.crash();
                }
                test.restart(parallelisms[round]);
            }
        }
        test.checkpoint();

        List<Total> expected = Shop.totalsOf(all);
        totals.assertCommitted(expected);
        totals.committedBy(Total::customer)
                .forEach((customer, inOrder) -> assertThat(inOrder)
                        .containsExactlyElementsOf(expected.stream()
                                .filter(total -> total.customer().equals(customer))
                                .toList()));
        assertThat(totals.committedRecords().stream().map(TestRecord::subtask)).contains(0, 1, 2, 3);
    }

    @Test
    void whenAllPartitionsHaveEndedTheJobFinishesAndEverythingIsCommitted() {
        startTotals();
        orders.partition(0).add(new Order("ann", 1)).end();
        test.run();
        assertThat(test.state()).isEqualTo(JobState.RUNNING);

        orders.end();
        test.run();
        assertThat(test.state()).isEqualTo(JobState.FINISHED);
        totals.assertCommitted(new Total("ann", 1));
        test.checkpoint();
        test.restart();
        assertThat(test.state()).as("there is nothing to do").isEqualTo(JobState.FINISHED);
        totals.assertCommitted(new Total("ann", 1));
        assertThatThrownBy(() -> orders.partition(1).add(new Order("ann", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it has ended");
    }

    @Test
    void checkpointsComeByThemselvesWithAnInterval() {
        test.checkpointInterval(Duration.ofSeconds(10));
        startTotals();
        orders.partition(0).add(new Order("ann", 1));
        test.advance(Duration.ofMillis(9_999));
        assertThat(totals.committed()).isEmpty();

        test.advance(Duration.ofMillis(1));
        totals.assertCommitted(new Total("ann", 1));

        orders.partition(0).add(new Order("ann", 2));
        test.awaitCheckpoint();
        assertThat(totals.newlyCommitted()).containsExactly(new Total("ann", 1), new Total("ann", 3));
        assertThat(totals.newlyCommitted()).isEmpty();
        assertThat(test.now()).isEqualTo(PipelineTest.BEGINNING.plusSeconds(20));
    }

    @Test
    void afterARestartNothingIsCommittedBeforeACheckpointIsAskedFor() {
        startTotals();
        for (int i = 0; i < 100; i++) {
            orders.partition(i % 2).add(new Order("customer-" + i, i));
        }
        test.run().crash().restart().advance(Duration.ofHours(1));

        assertThat(totals.committed()).isEmpty();
        assertThat(totals.uncommitted()).hasSize(100);
        assertThat(totals.written()).hasSize(200);
    }

    @Test
    void theLastCheckpointShowsStateAndPositions() {
        startTotals();
        orders.partition(0).add(new Order("ann", 1)).add(new Order("ann", 2));
        test.checkpoint();

        List<StateEntry> entries = new ArrayList<>();
        Objects.requireNonNull(test.lastCheckpoint().state(new StateId("per-customer", "aggregate")))
                .forEach(entries::add);
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("ann");
            assertThat(entry.value()).hasToString("{customer=ann, cents=3}");
        });
        assertThat(test.lastCheckpoint().sources())
                .singleElement()
                .satisfies(source -> assertThat(source.stage()).isEqualTo("orders"));
    }

    @Test
    void timeBeginsWhenTheTestSays() {
        test.startingAt(Instant.parse("2031-05-06T07:08:09Z"));
        startTotals().advance(Duration.ofDays(30)).advance(Duration.ofNanos(1));
        assertThat(test.now()).isEqualTo(Instant.parse("2031-06-05T07:08:09.000000001Z"));

        assertThatThrownBy(() -> test.startingAt(Instant.parse("2032-01-01T00:00:00Z")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> test.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCommittedRecordHasItsTimestampSubtaskAndCheckpoint() {
        startTotals();
        orders.partition(0).add(new Order("ann", 1), 12_345);
        test.checkpoint();

        assertThat(totals.committedRecords()).singleElement().satisfies(record -> {
            assertThat(record.timestamp()).isEqualTo(12_345);
            assertThat(record.subtask()).isZero();
            assertThat(record.checkpointId()).isEqualTo(test.lastCheckpoint().id());
        });
    }
}
