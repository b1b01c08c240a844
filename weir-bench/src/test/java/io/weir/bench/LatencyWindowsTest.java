package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyWindowsTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long START = 17 * SECOND;

    private final LatencyWindows windows = new LatencyWindows(Duration.ofSeconds(5), START);

    @Test
    void aWindowIsUnstableOnlyIfItsMedianIsAboveTwiceThatOfTheMedianWindow() {
        addWindow(0, 10);
        addWindow(1, 10);
        addWindow(2, 19);
        addWindow(3, 10);
        addWindow(4, 25);

        Map<Figure, Double> figures = windows.figures();

        assertThat(figures.get(Figure.MEDIAN_WINDOW_P50)).isCloseTo(10, within(0.1));
        assertThat(figures.get(Figure.WORST_WINDOW_P50)).isCloseTo(25, within(0.1));
        assertThat(figures.get(Figure.UNSTABLE_WINDOWS)).isEqualTo(1);
    }

    @Test
    void aStallOfFewRecordsShowsInThePercentilesAndNotInTheMedianOfItsWindow() {
        addWindow(0, 10);
        addWindow(1, 10);
        windows.add(START + 7 * SECOND, START + 9 * SECOND);

        Map<Figure, Double> figures = windows.figures();

        assertThat(figures.get(Figure.LATENCY_MAX)).isCloseTo(2_000, within(5.0));
        assertThat(figures.get(Figure.UNSTABLE_WINDOWS)).isZero();
    }

    @Test
    void aRecordCountsInTheWindowInWhichItWasDueHoweverLateItIsSeen() {
        windows.add(START + 4_999 * MILLISECOND, START + 60 * SECOND);
        windows.add(START + 5_000 * MILLISECOND, START + 5_001 * MILLISECOND);

        assertThat(windows.lines()).hasSize(2);
        assertThat(windows.lines().get(1)).matches(" 550\\d\\d\\.\\d/550\\d\\d\\.\\d 1\\.0/1\\.0");
    }

    @Test
    void tenMinutesHaveAllOfTheirWindows() {
        for (int window = 0; window < 120; window++) {
            addWindow(window, 8);
        }

        assertThat(windows.lines()).hasSize(11);
        assertThat(windows.figures().get(Figure.UNSTABLE_WINDOWS)).isZero();
    }

    private void addWindow(int window, long latencyMillis) {
        for (int i = 0; i < 100; i++) {
            long dueNanos = START + window * 5 * SECOND + i * 40 * MILLISECOND;
            windows.add(dueNanos, dueNanos + latencyMillis * MILLISECOND);
        }
    }
}
