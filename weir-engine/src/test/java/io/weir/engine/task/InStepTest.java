package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.SourceTimes;
import io.weir.time.Timestamps;
import org.junit.jupiter.api.Test;

/** When a subtask of a source that is ahead of another lets it go on. */
class InStepTest {

    private static final long NANOS_MAX = 7;

    private final SourceTimes times = new SourceTimes(2);
    private final InStep inStep = new InStep(times, 0, NANOS_MAX);

    @Test
    void itMayBeAheadByWhatItReadsInSomePolls() {
        times.tell(1, 0);
        for (int poll = 1; poll <= InStep.POLLS_AHEAD; poll++) {
            assertThat(inStep.letsOthersGoFirst(0)).as("before poll " + poll).isFalse();
            poll(poll);
        }
        assertThat(inStep.letsOthersGoFirst(0)).isTrue();
        times.tell(1, 1);
        assertThat(inStep.letsOthersGoFirst(0)).isFalse();
        poll(InStep.POLLS_AHEAD + 1);
        assertThat(inStep.letsOthersGoFirst(0)).isTrue();
    }

    @Test
    void itWaitsForABoundedTimeAndNotAgainForOneThatDoesNotMove() {
        beAhead();
        for (long now = 1; now < 1 + NANOS_MAX; now++) {
            assertThat(inStep.letsOthersGoFirst(now)).isTrue();
        }
        assertThat(inStep.letsOthersGoFirst(1 + NANOS_MAX)).isFalse();
        assertThat(inStep.letsOthersGoFirst(2 + NANOS_MAX)).isFalse();

        times.tell(1, 1);
        assertThat(inStep.letsOthersGoFirst(3 + NANOS_MAX)).isTrue();
    }

    @Test
    void itReadsNowAndThenHoweverFarItIsAhead() {
        beAhead();
        int polls = 0;
        for (long now = 0; now < 10 * (NANOS_MAX + 1); now++) {
            times.tell(1, now + 1);
            if (!inStep.letsOthersGoFirst(now)) {
                polls++;
            }
        }
        assertThat(polls).isEqualTo(10);
    }

    @Test
    void itReadsInTheEndThoughTheClockStandsStill() {
        beAhead();
        int turns = 0;
        while (inStep.letsOthersGoFirst(0)) {
            turns++;
        }
        assertThat(turns).isPositive();
    }

    @Test
    void nobodyWaitsForAnIdleOne() {
        beAhead();
        times.tell(1, Timestamps.MAX);
        assertThat(inStep.letsOthersGoFirst(0)).isFalse();
    }

    private void beAhead() {
        times.tell(1, 0);
        for (int poll = 1; poll <= InStep.POLLS_AHEAD; poll++) {
            poll(1_000 * poll);
        }
    }

    private void poll(long time) {
        inStep.tell(time);
        inStep.polled();
    }
}
