package io.weir.engine.checkpoint;

import static io.weir.engine.checkpoint.CheckpointModel.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fixed interval is lengthened where that lets checkpoints take less of the tasks' time, and nowhere else. */
class IntervalBudgetTest {

    private static final double OVERHEAD_MAX = 0.25;

    private final IntervalBudget budget = new IntervalBudget(100 * MILLI, 2_000 * MILLI, OVERHEAD_MAX);
    private long passedNanos;
    private long longestNanos;
    private LongUnaryOperator tookOfGap = gap -> gap;

    /** What checkpoints take of the tasks' time comes as often as the interval says, or as they can. */
    private void run(int checkpoints, long takesNanos, LongUnaryOperator busyNanosOfGap) {
        longestNanos = 0;
        for (int i = 0; i < checkpoints; i++) {
            long gap = Math.max(budget.intervalNanos(), takesNanos);
            passedNanos += gap;
            budget.checkpoint(busyNanosOfGap.applyAsLong(gap), gap, Math.max(takesNanos, tookOfGap.applyAsLong(gap)));
            longestNanos = Math.max(longestNanos, budget.intervalNanos());
        }
    }

    @Test
    void itIsLengthenedUntilTheBudgetIsKeptIfEachCheckpointTakesTheSame() {
        run(100, 0, gap -> 60 * MILLI);
        assertThat(budget.intervalNanos()).isBetween(240 * MILLI, 360 * MILLI);
    }

    /** As where ten million entries change again and again, faster than they are written. */
    @Test
    void itIsLengthenedBeyondWhatCheckpointsTakeThatComeOneBehindTheOther() {
        run(100, 700 * MILLI, gap -> 350 * MILLI);
        assertThat(budget.intervalNanos()).isBetween(1_200 * MILLI, 1_400 * MILLI);
    }

    /** As where a job begins with few keys: a longer interval gains nothing while all are new, and much when they change again and again. */
    @Test
    void aStepThatWasNotWorthWhileWhileStateWasSmallIsTriedAgainSoon() {
        run(20, 0, gap -> (long) (0.3 * gap));
        run(60, 700 * MILLI, gap -> 350 * MILLI);
        assertThat(budget.intervalNanos()).isBetween(1_200 * MILLI, 1_400 * MILLI);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.26, 0.3, 0.6, 0.9})
    void itStaysAboutAsSetWhereWhatCheckpointsTakeGrowsWithIt(double share) {
        run(1_000, 0, gap -> (long) (share * gap));
        assertThat(longestNanos).as("one step, to see").isLessThanOrEqualTo(150 * MILLI);
        assertThat(passedNanos / 1_000).as("on average").isLessThan(105 * MILLI);
    }

    /** However chance has it: 100,000 checkpoints whose cost grows with the interval, and scatters by a fifth or a third. */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.24, 0.3, 0.45})
    void itStaysAsSetWhereCheckpointsTakeLessThanHalfOfIt(double share) {
        for (double scatter : new double[] {0.2, 0.33}) {
            Random random = new Random(42);
            tookOfGap = gap -> (long) (0.45 * gap);
            run(100_000, 0, gap -> (long) Math.max(0, share * gap * (1 + scatter * random.nextGaussian())));
            assertThat(longestNanos).isEqualTo(100 * MILLI);
        }
    }

    @Test
    void itFollowsWhatCheckpointsTakeWhenTheyBecomeQuicker() {
        run(100, 700 * MILLI, gap -> 350 * MILLI);
        assertThat(budget.intervalNanos()).isGreaterThan(1_000 * MILLI);
        tookOfGap = gap -> 80 * MILLI;
        run(10, 0, gap -> (long) (0.3 * gap));
        assertThat(budget.intervalNanos()).isLessThanOrEqualTo(160 * MILLI);
    }

    @Test
    void oneLongPauseDoesNotShortenIt() {
        run(100, 700 * MILLI, gap -> 350 * MILLI);
        long before = budget.intervalNanos();
        budget.checkpoint(350 * MILLI, 20_000 * MILLI, 700 * MILLI);
        run(20, 700 * MILLI, gap -> 350 * MILLI);
        assertThat(budget.intervalNanos()).isEqualTo(before);
    }

    @Test
    void itStaysAsSetWithinTheBudgetHoweverLongCheckpointsTake() {
        run(200, 500 * MILLI, gap -> 100 * MILLI);
        assertThat(longestNanos).isEqualTo(100 * MILLI);
    }

    @Test
    void itIsNotLengthenedBeyondItsBound() {
        run(200, 1_500 * MILLI, gap -> 1_200 * MILLI);
        assertThat(budget.intervalNanos()).isEqualTo(2_000 * MILLI);
        IntervalBudget longer = new IntervalBudget(3_000 * MILLI, 2_000 * MILLI, OVERHEAD_MAX);
        for (int i = 0; i < 100; i++) {
            longer.checkpoint(2_000 * MILLI, 3_000 * MILLI, 3_000 * MILLI);
        }
        assertThat(longer.intervalNanos()).isEqualTo(3_000 * MILLI);
    }

    @Test
    void itComesBackWithinSomeCheckpointsWhenTheyTakeLess() {
        run(100, 700 * MILLI, gap -> 350 * MILLI);
        passedNanos = 0;
        tookOfGap = gap -> 5 * MILLI;
        run(10, 0, gap -> MILLI);
        assertThat(budget.intervalNanos()).isEqualTo(100 * MILLI);
        assertThat(passedNanos).isLessThan(15_000 * MILLI);
    }

    @Test
    void aSlowStartDoesNotLengthenIt() {
        run(8, 0, gap -> 400 * MILLI);
        run(100, 0, gap -> 5 * MILLI);
        assertThat(longestNanos).isEqualTo(100 * MILLI);
    }

    @Test
    void oneSlowCheckpointDoesNotLengthenIt() {
        run(20, 0, gap -> 5 * MILLI);
        for (int i = 0; i < 20; i++) {
            run(1, 0, gap -> 3_000 * MILLI);
            run(9, 0, gap -> 5 * MILLI);
            assertThat(longestNanos).isEqualTo(100 * MILLI);
        }
    }

    @Test
    void checkpointsOnRequestStayThat() {
        IntervalBudget onRequest = new IntervalBudget(CheckpointSettings.NEVER, 2_000 * MILLI, OVERHEAD_MAX);
        for (int i = 0; i < 100; i++) {
            onRequest.checkpoint(i < 50 ? 40 * MILLI : MILLI, 50 * MILLI, 50 * MILLI);
            assertThat(onRequest.intervalNanos()).isEqualTo(CheckpointSettings.NEVER);
        }
    }
}
