package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencySummaryTest {

    private static final long MILLI = 1_000_000L;

    private final Timeline timeline = new Timeline(6);

    @Test
    void countsOrdersThatAKillDelayedApart() {
        order(0, 1, 51);
        // In flight at the kill, and sent while the job was down.
        order(1, 90, 1_100);
        order(2, 500, 1_200);
        // Sent after the first new result, and before the backlog was worked off.
        order(3, 1_150, 1_250);
        order(4, 1_300, 1_340);

        LatencySummary summary = LatencySummary.of(timeline, List.of(new Outage(100 * MILLI, 1_100 * MILLI)));

        assertThat(summary.all().count()).isEqualTo(5);
        assertThat(summary.undisturbed().count()).isEqualTo(2);
        assertThat(summary.undisturbed().maxNanos()).isEqualTo(50 * MILLI);
        assertThat(summary.all().maxNanos()).isEqualTo(1_010 * MILLI);
    }

    @Test
    void leavesOutOrdersWithoutAResult() {
        order(0, 1, 11);
        timeline.sent(1, 2 * MILLI);

        LatencySummary summary = LatencySummary.of(timeline, List.of());

        assertThat(summary.all().count()).isEqualTo(1);
        assertThat(summary.bestSecond()).isEqualTo(1);
    }

    @Test
    void findsTheBestSecond() {
        order(0, 1, 100);
        order(1, 1, 1_090);
        order(2, 1, 1_100);
        order(3, 1, 1_500);

        assertThat(LatencySummary.of(timeline, List.of()).bestSecond()).isEqualTo(3);
    }

    @Test
    void anEmptyRunHasNoLatency() {
        LatencySummary summary = LatencySummary.of(timeline, List.of());

        assertThat(summary.all().isEmpty()).isTrue();
        assertThat(summary.all().nanos(0.99)).isZero();
        assertThat(summary.resultsPerSecond()).isZero();
    }

    @Test
    void aQuantileIsADurationThatWasMeasured() {
        Quantiles quantiles = Quantiles.of(new long[] {40, 10, 30, 20});

        assertThat(quantiles.nanos(0.5)).isEqualTo(20);
        assertThat(quantiles.nanos(0.51)).isEqualTo(30);
        assertThat(quantiles.nanos(0.99)).isEqualTo(40);
    }

    private void order(int id, long sentMillis, long visibleMillis) {
        timeline.sent(id, sentMillis * MILLI);
        timeline.visible(id, visibleMillis * MILLI);
    }
}
