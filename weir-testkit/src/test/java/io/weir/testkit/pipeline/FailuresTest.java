package io.weir.testkit.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.ListSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.error.WeirException;
import io.weir.graph.Collector;
import io.weir.graph.KeyedProcessFunction;
import io.weir.pipeline.Pipeline;
import io.weir.testkit.pipeline.Shop.Order;
import io.weir.testkit.pipeline.Shop.Total;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes wrong is told: in the pipeline, and in the test itself. */
class FailuresTest {

    private final PipelineTest test = PipelineTest.of(11);
    private final TestSource<Long> numbers = test.source("numbers");
    private final TestSink<Long> out = test.sink("out");

    /** Whether the function works: the outside that it asks. */
    private boolean well;

    private Pipeline picky() {
        return Pipeline.named("picky")
                .source("numbers", numbers)
                .map(number -> {
                    if (number == 13 && !well) {
                        throw new IllegalStateException("no thirteen");
                    }
                    return number;
                })
                .sink("out", out)
                .build();
    }

    @Test
    void aFunctionThatThrowsFailsTheTestWithItsCause() {
        test.start(this::picky);
        numbers.add(12L).add(13L);

        assertThatThrownBy(test::run)
                .isInstanceOf(WeirException.class)
                .hasMessageContainingAll("\"picky\"", "no thirteen", "restartStrategy", "seed=11", "[test-job-failed]")
                .hasRootCauseMessage("no thirteen");
        assertThatThrownBy(test::checkpoint).as("again").hasRootCauseMessage("no thirteen");
        assertThat(test.state()).isEqualTo(JobState.FAILED);
        assertThat(test.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.at()).isEqualTo(PipelineTest.BEGINNING);
            assertThat(failure.cause()).hasMessage("no thirteen");
        });

        well = true;
        test.restart().checkpoint();
        out.assertCommittedInOrder(12L, 13L);
    }

    @Test
    void aRestartStrategyGoesOnWhenItsDelayHasPassed() {
        test.restartStrategy(RestartStrategy.fixedDelay(2, Duration.ofSeconds(10)))
                .start(this::picky);
        numbers.add(12L).add(13L).add(14L);
        test.advance(Duration.ofMillis(9_999));
        assertThat(test.state()).isEqualTo(JobState.WAITING);
        assertThat(test.failures()).hasSize(1);

        test.advance(Duration.ofMillis(1));
        assertThat(test.failures()).hasSize(2);
        well = true;
        test.checkpoint();
        assertThat(test.now())
                .as("the checkpoint has waited for the restart")
                .isEqualTo(PipelineTest.BEGINNING.plusSeconds(20));
        out.assertCommittedInOrder(12L, 13L, 14L);
    }

    @Test
    void aRestartStrategyThatGivesUpFailsTheTest() {
        test.restartStrategy(RestartStrategy.fixedDelay(2, Duration.ofSeconds(1)))
                .start(this::picky);
        numbers.add(13L);

        assertThatThrownBy(() -> test.advance(Duration.ofMinutes(1))).hasRootCauseMessage("no thirteen");
        assertThat(test.failures()).hasSize(3);
    }

    @Test
    void aWrongResultIsToldWithWhatIsMissingAndWhatIsTooMuch() {
        test.start(this::picky);
        numbers.add(1L).add(2L).add(2L);
        test.checkpoint();
        numbers.add(5L);
        test.run();

        assertThatThrownBy(() -> out.assertCommitted(1L, 2L, 3L))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "\"out\"",
                        "missing: [3]",
                        "too often: [2]",
                        "committed: [1, 2, 2]",
                        "not committed: [5]",
                        "seed=11");
        assertThatThrownBy(() -> out.assertCommittedInOrder(2L, 1L, 2L))
                .hasMessageContaining("at index 0 expected: 2; found: 1");
        assertThatThrownBy(() -> out.assertCommittedInOrder(1L, 2L))
                .hasMessageContaining("at index 2 expected: nothing more; found: 2");
        out.assertCommitted(2L, 1L, 2L);
    }

    @Test
    void aSourceThatIsNotTheTestsIsRefused() {
        assertThatThrownBy(() -> test.start(Pipeline.named("other")
                        .source("list", ListSource.of(1L, 2L))
                        .sink("out", out)
                        .build()))
                .hasMessageContainingAll("\"list\"", "ListSource", "allowOtherConnectors", "[test-foreign-connector]");
        MemoryStore<Long> store = new MemoryStore<>();
        assertThatThrownBy(() -> test.start(Pipeline.named("other")
                        .source("numbers", numbers)
                        .sink("memory", MemorySink.to(store))
                        .build()))
                .hasMessageContainingAll("\"memory\"", "MemorySink", "[test-foreign-connector]");
        try (PipelineTest other = PipelineTest.of(1)) {
            TestSource<Long> foreign = other.source("foreign");
            assertThatThrownBy(() -> test.start(Pipeline.named("other")
                            .source("foreign", foreign)
                            .sink("out", out)
                            .build()))
                    .hasMessageContainingAll("another PipelineTest", "[test-foreign-connector]");
        }
    }

    @Test
    void otherConnectorsRunUnderVirtualTimeIfTheyAreAllowed() {
        MemoryStore<Long> store = new MemoryStore<>();
        try (PipelineTest lenient = PipelineTest.of(1).allowOtherConnectors()) {
            lenient.start(Pipeline.named("other")
                    .source("list", ListSource.of(1L, 2L))
                    .sink("memory", MemorySink.to(store))
                    .build());
            assertThat(lenient.state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(store.committed()).containsExactly(1L, 2L);
    }

    @Test
    void aTestSourceThatThePipelineDoesNotReadIsTold() {
        TestSource<Order> orders = test.source("orders");
        TestSink<Total> totals = test.sink("totals");
        assertThatThrownBy(() -> test.start(() -> Shop.totals(orders, totals)))
                .hasMessageContainingAll("\"numbers\"", "[test-unread-source]");
    }

    @Test
    void aPipelineThatNeverComesToRestIsTold() {
        test.start(() -> Pipeline.named("restless")
                .source("numbers", numbers)
                .keyBy(number -> number)
                .process("restless", Restless::new)
                .sink("out", out)
                .build());
        numbers.add(1L);
        assertThatThrownBy(test::run)
                .hasMessageContainingAll("still moves", "restless", "seed=11", "[test-never-quiet]");
    }

    private static final class Restless implements KeyedProcessFunction<Long, Long, Long> {
        @Override
        public void process(Long value, Context<Long> context, Collector<Long> out) {
            again(context);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Long> out) {
            again(context);
        }

        private static void again(Context<Long> context) {
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime());
        }
    }

    @Test
    void callsOutOfTurnAreTold() {
        assertThatThrownBy(test::checkpoint).hasMessageContainingAll("start was not called", "[test-not-running]");
        assertThatThrownBy(test::restart).hasMessageContaining("[test-not-running]");
        test.start(this::picky);
        assertThatThrownBy(test::restart).hasMessageContaining("[test-already-running]");
        assertThatThrownBy(test::awaitCheckpoint)
                .hasMessageContainingAll("none is due", "checkpointInterval", "[test-no-checkpoint]");
        test.crash();
        assertThatThrownBy(test::crash).hasMessageContainingAll("crash was called", "[test-not-running]");
        assertThatThrownBy(test::checkpoint).hasMessageContaining("[test-not-running]");
        assertThatThrownBy(() -> test.parallelism(0)).hasMessageContaining("[invalid-parallelism]");
        TestSource<Long> several = test.source("several", 3);
        assertThatThrownBy(() -> several.add(1L)).hasMessageContaining("partition(i)");
        assertThatThrownBy(() -> several.partition(3)).hasMessageContaining("it has 3, from 0");
    }
}
