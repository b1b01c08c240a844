package io.weir.engine.checkpoint;

import static io.weir.engine.checkpoint.CheckpointModel.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interval under a latency target, in virtual time: as long as the target leaves it, never shorter than checkpoints and the budget need it, and steady. */
class IntervalSteeringTest {

    @Test
    void findsTheLongestIntervalWithWhichRecordsAreCommittedInTime() {
        CheckpointModel model = CheckpointModel.of(100, 0.1);
        model.decideNanos = () -> 4 * MILLI;
        model.commitNanos = () -> 6 * MILLI;
        model.run(100);
        assertThat(model.intervalMillis()).isBetween(84L, 90L);
        assertThat(model.recordsP99Millis(50)).isBetween(90L, 100L);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.HELD);
        assertThat(model.told).isEmpty();
    }

    @Test
    void shortensItWhenTheStoreBecomesSlowAndLengthensItWhenThatIsOver() {
        CheckpointModel model = CheckpointModel.of(100, 0.1);
        model.decideNanos = () -> 4 * MILLI;
        model.commitNanos = () -> 6 * MILLI;
        model.run(100);
        model.decideNanos = () -> 34 * MILLI;
        model.run(40);
        assertThat(model.intervalMillis()).isBetween(58L, 61L);
        assertThat(model.recordsP99Millis(20)).isBetween(90L, 100L);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.HELD);

        model.decideNanos = () -> 4 * MILLI;
        model.run(400);
        assertThat(model.intervalMillis()).isBetween(84L, 90L);
    }

    @Test
    void checkpointsThatTakeLongerThanTheTargetDoNotQueueUp() {
        CheckpointModel model = CheckpointModel.of(5, 1);
        model.decideNanos = () -> 2 * MILLI;
        model.commitNanos = () -> 20 * MILLI;
        model.run(300);
        assertThat(model.intervalMillis())
                .as("a quarter more than a commit takes")
                .isEqualTo(25);
        assertThat(model.underWayMax(200)).isEqualTo(1);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.TOO_SLOW);
        assertThat(model.told).as("once").containsExactly(LatencyTargetState.TOO_SLOW);
    }

    @Test
    void theFirstHalfOfACheckpointMayOverlapWithTheCommitOfTheLast() {
        CheckpointModel model = CheckpointModel.of(26, 1);
        model.decideNanos = () -> 8 * MILLI;
        model.commitNanos = () -> 7 * MILLI;
        model.run(300);
        assertThat(model.steering.intervalNanos()).isBetween(10 * MILLI, 11 * MILLI + MILLI / 10);
        assertThat(model.underWayMax(200)).isEqualTo(2);
        assertThat(model.recordsP99Millis(200)).isLessThanOrEqualTo(26);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.HELD);
    }

    @Test
    void theBudgetCountsMoreThanTheTargetAndIsToldOnce() {
        CheckpointModel model = CheckpointModel.of(20, 0.05);
        model.decideNanos = () -> 4 * MILLI;
        model.commitNanos = () -> 2 * MILLI;
        model.busyNanos = () -> 2 * MILLI;
        model.run(300);
        assertThat(model.intervalMillis()).isEqualTo(40);
        assertThat(model.costs.overhead()).isBetween(0.049, 0.050_01);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.OVER_BUDGET);
        assertThat(model.told).containsExactly(LatencyTargetState.OVER_BUDGET);
    }

    @Test
    void severalThreadsHaveTheirTimeTogether() {
        CheckpointSettings settings =
                new CheckpointSettings(1, 60_000 * MILLI, 4).withLatencyTarget(new LatencyTarget(20 * MILLI, 0.05));
        CheckpointModel model = new CheckpointModel(settings, 4);
        model.decideNanos = () -> 4 * MILLI;
        model.busyNanos = () -> 2 * MILLI;
        model.run(300);
        assertThat(model.intervalMillis()).isBetween(15L, 16L);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.HELD);
    }

    @Test
    void backsOffWhenCheckpointsTakeMoreOfTheTasksTimeAndComesBack() {
        CheckpointModel model = CheckpointModel.of(30, 0.1);
        model.decideNanos = () -> 5 * MILLI;
        model.busyNanos = () -> MILLI / 10;
        model.run(100);
        assertThat(model.intervalMillis()).isBetween(23L, 25L);
        model.busyNanos = () -> 8 * MILLI;
        model.run(64);
        assertThat(model.intervalMillis()).isBetween(78L, 80L);
        assertThat(model.costs.overhead()).isLessThanOrEqualTo(0.105);
        model.busyNanos = () -> MILLI / 10;
        model.run(100);
        assertThat(model.intervalMillis()).isBetween(23L, 26L);
    }

    /** With what changes from barrier to barrier, a longer interval only makes larger checkpoints. */
    @Test
    void aBudgetThatNoIntervalCanKeepDoesNotStopCheckpoints() {
        CheckpointModel model = CheckpointModel.of(30, 0.1);
        model.busyNanos = () -> model.steering.intervalNanos() / 5;
        model.run(500);
        assertThat(model.intervalMillis()).isEqualTo(500);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.OVER_BUDGET);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseDoesNotMoveItToAndFro(long seed) {
        Random random = new Random(seed);
        CheckpointModel model = CheckpointModel.of(60, 0.1);
        model.decideNanos = () -> (long) ((3 + 3 * random.nextDouble()) * MILLI);
        model.commitNanos = () -> (long) ((4 + 6 * random.nextDouble()) * MILLI);
        model.busyNanos = () -> (long) (random.nextDouble() * MILLI);
        model.run(1_500);
        List<Long> later = model.intervals.subList(500, model.intervals.size());
        long least = later.stream().mapToLong(each -> each).min().orElseThrow();
        long most = later.stream().mapToLong(each -> each).max().orElseThrow();
        assertThat((double) most / least).as("seed=%d", seed).isLessThan(1.08);
        assertThat(turns(later)).as("turns, seed=%d", seed).isLessThan(later.size() / 20);
        assertThat(model.recordsP99Millis(900)).as("seed=%d", seed).isBetween(50L, 60L);
    }

    @Test
    void aFewSlowCheckpointsInAThousandChangeNothing() {
        CheckpointModel model = CheckpointModel.of(60, 0.1);
        model.decideNanos = () -> 5 * MILLI;
        model.run(300);
        long before = model.steering.intervalNanos();
        model.decideNanos = () -> 700 * MILLI;
        model.run(1);
        model.decideNanos = () -> 5 * MILLI;
        model.run(300);
        assertThat(model.steering.intervalNanos()).isEqualTo(before);
        assertThat(model.intervals.subList(250, 550)).containsOnly(before);
    }

    @Test
    void anOutageOfASinkChangesNothingHoweverManyCheckpointsItHeldUp() {
        CheckpointModel model = CheckpointModel.of(60, 0.1);
        model.decideNanos = () -> 5 * MILLI;
        model.commitNanos = () -> 5 * MILLI;
        model.run(300);
        long before = model.steering.intervalNanos();
        for (int i = 0; i < 2; i++) {
            model.commitNanos = () -> 7_000 * MILLI;
            model.run(1);
            model.commitNanos = () -> 5 * MILLI;
            model.run(100);
        }
        assertThat(model.intervals.subList(250, 500)).containsOnly(before);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.HELD);
        assertThat(model.told).isEmpty();
    }

    @Test
    void outagesAgainAndAgainCount() {
        CheckpointModel model = CheckpointModel.of(60, 0.1);
        model.decideNanos = () -> 5 * MILLI;
        for (int i = 0; i < 12; i++) {
            model.commitNanos = () -> 700 * MILLI;
            model.run(1);
            model.commitNanos = () -> 5 * MILLI;
            model.run(40);
        }
        assertThat(model.steering.delayNanos()).isGreaterThan(700 * MILLI);
        assertThat(model.steering.typicalDelayNanos()).isEqualTo(10 * MILLI);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.TOO_SLOW);
        assertThat(model.told).containsExactly(LatencyTargetState.TOO_SLOW);
    }

    /** All of them wait for the one before: that is no outage any more. */
    @Test
    void aSinkThatHasBecomeTooSlowIsSeenSoon() {
        CheckpointModel model = CheckpointModel.of(800, 0.1);
        model.decideNanos = () -> 5 * MILLI;
        model.commitNanos = () -> 5 * MILLI;
        model.run(300);
        model.commitNanos = () -> 2_000 * MILLI;
        model.run(40);
        assertThat(model.steering.delayNanos()).isGreaterThan(6_000 * MILLI);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.TOO_SLOW);
    }

    @Test
    void aSlowStartIsForgotten() {
        CheckpointModel model = CheckpointModel.of(25, 0.1);
        model.decideNanos = () -> 400 * MILLI;
        model.busyNanos = () -> 90 * MILLI;
        model.run(1);
        model.decideNanos = () -> 5 * MILLI;
        model.busyNanos = () -> MILLI / 5;
        model.run(60);
        assertThat(model.intervalMillis()).isBetween(18L, 20L);
        assertThat(model.told).isEmpty();
    }

    @Test
    void anIdleJobIsNotLate() {
        CheckpointModel model = CheckpointModel.of(60, 0.1);
        model.decideNanos = () -> 5 * MILLI;
        model.run(100);
        long before = model.costs.delayNanos();
        CheckpointCosts costs = model.costs;
        long now = 1_000_000 * MILLI;
        for (int i = 1_000; i < 1_020; i++) {
            now += 10_000 * MILLI;
            costs.active(now);
            costs.triggered(i, 20 * MILLI, now);
            costs.decided(i, 0, now + 5 * MILLI);
            costs.committed(i, now + 5 * MILLI);
        }
        assertThat(costs.delayNanos()).isEqualTo(before);
    }

    @Test
    void aTriggerThatCameLateCountsWithWhatRecordsHadToWaitForIt() {
        CheckpointCosts costs = new CheckpointCosts(1);
        costs.triggered(1, 20 * MILLI, 0);
        costs.active(3 * MILLI);
        costs.committed(1, 5 * MILLI);
        costs.triggered(2, 20 * MILLI, 50 * MILLI);
        costs.committed(2, 57 * MILLI);
        assertThat(costs.delayNanos()).isEqualTo((30 + 7) * MILLI);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aClockThatJumpsOrEventsInAnyOrderDoNotLeadItAstray(long seed) {
        Random random = new Random(seed);
        CheckpointModel model = CheckpointModel.of(60, 0.1);
        for (int i = 0; i < 10_000; i++) {
            long now = (random.nextInt(200) - 50) * 10_000 * MILLI;
            long id = (long) i / 4 + random.nextInt(2);
            switch (random.nextInt(4)) {
                case 0 -> model.costs.active(now);
                case 1 -> model.costs.triggered(id, model.steering.intervalNanos(), now);
                case 2 -> model.costs.decided(id, random.nextLong(), now);
                default -> {
                    model.costs.committed(id, now);
                    model.steering.steer();
                }
            }
            assertThat(model.steering.intervalNanos()).as("seed=%d", seed).isBetween(MILLI, 2 * 200 * 10_000 * MILLI);
        }
    }

    @Test
    void aFixedIntervalStaysAsItWasSetHoweverLongCheckpointsTakeIfTheTasksAreNotKeptFromRecords() {
        CheckpointModel model = new CheckpointModel(new CheckpointSettings(7 * MILLI, 1_000 * MILLI, 4), 1);
        model.decideNanos = () -> 50 * MILLI;
        model.busyNanos = () -> 7 * MILLI / 4;
        model.run(200);
        assertThat(model.intervals).containsOnly(7 * MILLI);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.NONE);
    }

    @Test
    void aFixedIntervalIsLengthenedToKeepItsBudgetIfThereIsOne() {
        CheckpointSettings settings = new CheckpointSettings(7 * MILLI, 1_000 * MILLI, 4);
        CheckpointModel model = new CheckpointModel(settings.withOverheadMax(0.25), 2);
        model.decideNanos = () -> 80 * MILLI;
        model.busyNanos = () -> 70 * MILLI;
        model.run(200);
        assertThat(model.steering.intervalNanos()).isBetween(120 * MILLI, 160 * MILLI);
        assertThat(model.costs.overhead()).isBetween(0.2, 0.3);
        assertThat(model.steering.state()).isEqualTo(LatencyTargetState.NONE);

        CheckpointModel unbound = new CheckpointModel(settings, 2);
        unbound.decideNanos = () -> 80 * MILLI;
        unbound.busyNanos = () -> 150 * MILLI;
        unbound.run(200);
        assertThat(unbound.intervals).containsOnly(7 * MILLI);
    }

    @Test
    void checkpointsThatKeepTasksFromRecordsForLongDoNotComeOneRightBehindTheOther() {
        CheckpointModel model = new CheckpointModel(new CheckpointSettings(100 * MILLI, 60_000 * MILLI, 4), 1);
        model.decideNanos = () -> 400 * MILLI;
        model.busyNanos = () -> 120 * MILLI;
        model.run(20);
        assertThat(model.steering.intervalNanos()).as("a quarter").isEqualTo(500 * MILLI);
        model.busyNanos = () -> 30 * MILLI;
        model.run(20);
        assertThat(model.steering.intervalNanos()).as("what they were kept").isEqualTo(430 * MILLI);
        model.decideNanos = () -> 4_000 * MILLI;
        model.busyNanos = () -> 3_000 * MILLI;
        model.run(20);
        assertThat(model.steering.intervalNanos()).as("a bound").isEqualTo(4_250 * MILLI);
        model.decideNanos = () -> 90 * MILLI;
        model.run(20);
        assertThat(model.steering.intervalNanos()).isEqualTo(100 * MILLI);
    }

    @Test
    void checkpointsThatTakeLessThanTheIntervalOrHardlyAnyTimeHaveNoRest() {
        CheckpointModel within = new CheckpointModel(new CheckpointSettings(500 * MILLI, 60_000 * MILLI, 4), 1);
        within.decideNanos = () -> 500 * MILLI;
        within.busyNanos = () -> 300 * MILLI;
        within.run(50);
        assertThat(within.intervals).containsOnly(500 * MILLI);

        CheckpointModel quick = new CheckpointModel(new CheckpointSettings(10 * MILLI, 60_000 * MILLI, 4), 1);
        quick.decideNanos = () -> 100 * MILLI;
        quick.busyNanos = () -> 50 * MILLI;
        quick.run(50);
        assertThat(quick.intervals).containsOnly(10 * MILLI);
    }

    private static int turns(List<Long> intervals) {
        int turns = 0;
        long direction = 0;
        for (int i = 1; i < intervals.size(); i++) {
            long step = Long.signum(intervals.get(i) - intervals.get(i - 1));
            if (step != 0 && step == -direction) {
                turns++;
            }
            direction = step == 0 ? direction : step;
        }
        return turns;
    }
}
