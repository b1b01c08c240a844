package io.weir.engine.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles are right to about 3 %, and never too small by more than the rounding. */
class LatencyHistogramTest {

    private static final long MILLI = 1_000_000;

    private final LatencyRecorder recorder = new LatencyRecorder();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void quantilesAreThoseOfTheSortedValuesToThreePercent(long seed) {
        Random random = new Random(seed);
        long[] nanos = new long[5_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) Math.exp(random.nextDouble() * 30);
            record(nanos[i], nanos[i], 1);
        }
        Arrays.sort(nanos);
        LatencyHistogram histogram = recorder.snapshot();
        for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long exact = nanos[(int) Math.ceil(share * nanos.length) - 1];
            assertThat(histogram.quantile(share).toNanos())
                    .as("quantile %s, seed=%d", share, seed)
                    .isBetween(exact, exact + exact / 31 + 1_000);
        }
        assertThat(histogram.max().toNanos()).isEqualTo(nanos[nanos.length - 1]);
        assertThat(histogram.count()).isEqualTo(nanos.length);
    }

    @Test
    void theRecordsOfASpanAreSpreadOverIt() {
        record(10 * MILLI, 20 * MILLI, 1_000);
        LatencyHistogram histogram = recorder.snapshot();
        assertThat(histogram.count()).isEqualTo(1_000);
        assertThat(histogram.p50()).isBetween(Duration.ofMillis(14), Duration.ofMillis(16));
        assertThat(histogram.p99()).isBetween(Duration.ofMillis(19), Duration.ofMillis(20));
        assertThat(histogram.max()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aFewRecordsOfASpanAreAllCounted() {
        record(0, 100 * MILLI, 3);
        LatencyHistogram histogram = recorder.snapshot();
        assertThat(histogram.count()).isEqualTo(3);
        assertThat(histogram.p50()).isBetween(Duration.ofMillis(49), Duration.ofMillis(52));
    }

    @Test
    void withoutRecordsEverythingIsZero() {
        assertThat(LatencyHistogram.EMPTY.p99()).isEqualTo(Duration.ZERO);
        assertThat(LatencyHistogram.EMPTY.max()).isEqualTo(Duration.ZERO);
        assertThat(recorder.snapshot().quantile(1)).isEqualTo(Duration.ZERO);
    }

    @Test
    void aDifferenceHasTheRecordsInBetween() {
        record(500 * MILLI, 500 * MILLI, 10);
        LatencyHistogram before = recorder.snapshot();
        record(5 * MILLI, 5 * MILLI, 30);
        LatencyHistogram between = recorder.snapshot().since(before);
        assertThat(between.count()).isEqualTo(30);
        assertThat(between.max()).isBetween(Duration.ofMillis(5), Duration.ofNanos(5_200_000));
        assertThat(between.quantile(0)).isEqualTo(between.p99());

        assertThatThrownBy(() -> before.since(recorder.snapshot())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aQuantileIsAShare() {
        assertThatThrownBy(() -> LatencyHistogram.EMPTY.quantile(99)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> LatencyHistogram.EMPTY.quantile(Double.NaN)).hasMessageContaining("from 0 to 1");
    }

    @Test
    void valuesBeyondTheLastBucketAndBelowZeroAreCounted() {
        record(Duration.ofDays(400).toNanos(), Duration.ofDays(400).toNanos(), 1);
        record(-5, -5, 1);
        LatencyHistogram histogram = recorder.snapshot();
        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.quantile(0)).isLessThan(Duration.ofNanos(1_000));
        assertThat(histogram.p99()).isGreaterThan(Duration.ofDays(12));
    }

    private void record(long shortestNanos, long longestNanos, long count) {
        recorder.committed(
                new ReadSpans(new long[] {-longestNanos}, new long[] {-shortestNanos}, new long[] {count}), 0);
    }
}
