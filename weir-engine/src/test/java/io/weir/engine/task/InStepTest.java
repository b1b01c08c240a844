package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.SourceTimes;
import io.weir.time.Timestamps;
import org.junit.jupiter.api.Test;

/** When a subtask of a source that is ahead of another lets it go on. */
class InStepTest {

    private static final long NANOS_MAX = 7;
    private static final int STRIDE = 10;

    private final SourceTimes times = new SourceTimes(2);
    private final InStep inStep =
            new InStep(times, 0, new TaskSettings(4, 1, 1, 1, 0, NANOS_MAX, STRIDE, false, false));

    @Test
    void itMayBeAheadByWhatItReadsInSomeStrides() {
        times.tell(1, 0);
        for (int stride = 1; stride <= InStep.STRIDES_AHEAD; stride++) {
            assertThat(inStep.letsOthersGoFirst(0))
                    .as("before stride " + stride)
                    .isFalse();
            stride(stride);
        }
        assertThat(inStep.letsOthersGoFirst(0)).isTrue();
        times.tell(1, 1);
        assertThat(inStep.letsOthersGoFirst(0)).isFalse();
        stride(InStep.STRIDES_AHEAD + 1);
        assertThat(inStep.letsOthersGoFirst(0)).isTrue();
    }

    @Test
    void itWaitsForABoundedTimeAndNotAgainForOneThatDoesNotMove() {
        beAhead();
        for (long now = 1; now < 1 + NANOS_MAX; now++) {
            assertThat(inStep.letsOthersGoFirst(now)).isTrue();
        }
        assertThat(inStep.letsOthersGoFirst(1 + NANOS_MAX)).isFalse();
        stride(20_000);
        assertThat(inStep.letsOthersGoFirst(2 + NANOS_MAX)).isFalse();

        stride(21_000);
        times.tell(1, 1);
        assertThat(inStep.letsOthersGoFirst(3 + NANOS_MAX)).isTrue();
    }

    @Test
    void itReadsNowAndThenHoweverFarItIsAhead() {
        beAhead();
        int strides = 0;
        for (long now = 0; now < 10 * (NANOS_MAX + 1); now++) {
            times.tell(1, now + 1);
            if (!inStep.letsOthersGoFirst(now)) {
                strides++;
                stride(100_000 * strides);
            }
        }
        assertThat(strides).isEqualTo(10);
    }

    @Test
    void itGivesUpOnOthersThatDoNotCatchUpUntilTheyHave() {
        beAhead();
        long now = 0;
        for (int stride = 1; stride <= InStep.WAITS_MAX; stride++) {
            int turns = 0;
            while (inStep.letsOthersGoFirst(now)) {
                turns++;
                times.tell(1, ++now);
            }
            assertThat(turns).as("before stride " + stride).isPositive();
            stride(100_000 * stride);
        }
        times.tell(1, ++now);
        assertThat(inStep.letsOthersGoFirst(now)).isFalse();

        stride(100_000_000);
        times.tell(1, 100_000_000);
        assertThat(inStep.letsOthersGoFirst(now)).isFalse();
        for (int stride = 1; stride <= InStep.STRIDES_AHEAD; stride++) {
            stride(200_000_000);
        }
        times.tell(1, 100_000_001);
        assertThat(inStep.letsOthersGoFirst(now)).isTrue();
    }

    @Test
    void aReaderThatEmitsFewRecordsInAPollWaitsNoMoreOftenThanOneThatEmitsMany() {
        beAhead();
        times.tell(1, 1);
        assertThat(inStep.letsOthersGoFirst(1)).isTrue();
        assertThat(inStep.letsOthersGoFirst(1 + NANOS_MAX)).isFalse();
        for (int record = 1; record < STRIDE; record++) {
            inStep.polled(1);
            times.tell(1, 1 + record);
            assertThat(inStep.letsOthersGoFirst(1 + NANOS_MAX)).isFalse();
        }
        inStep.polled(1);
        assertThat(inStep.letsOthersGoFirst(1 + NANOS_MAX)).isTrue();
    }

    @Test
    void nobodyWaitsForItself() {
        beAhead();
        inStep.tell(0);
        assertThat(inStep.letsOthersGoFirst(1)).isFalse();
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
        for (int stride = 1; stride <= InStep.STRIDES_AHEAD; stride++) {
            stride(1_000 * stride);
        }
    }

    private void stride(long time) {
        inStep.tell(time);
        inStep.polled(STRIDE);
    }
}
