package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.checkpoint.LatencyTarget;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be set as a latency target, and what it does to the other settings. */
class LatencySettingsTest {

    private static final long MILLI = 1_000_000;

    private final Weir weir = Weir.local(Path.of("unused"));

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, 5, Double.NaN, Double.POSITIVE_INFINITY})
    void aBudgetIsAShare(double overheadMax) {
        assertThatThrownBy(() -> weir.latencyTarget(Duration.ofMillis(50), overheadMax))
                .hasMessageContaining("invalid-overhead");
        assertThatThrownBy(() -> weir.checkpointOverhead(overheadMax)).hasMessageContaining("invalid-overhead");
    }

    @Test
    void aTargetIsMoreThanZero() {
        assertThatThrownBy(() -> weir.latencyTarget(Duration.ZERO, 0.1)).hasMessageContaining("invalid-duration");
        assertThat(weir.latencyTarget(Duration.ofNanos(1), 1)).isNotNull();
    }

    @Test
    void whatIsSetLastCountsAndTheOthersStay() {
        CheckpointSettings fixed = new CheckpointSettings(70 * MILLI, 9, 2, 5).withOverheadMax(0.5);
        CheckpointSettings steered = fixed.withLatencyTarget(new LatencyTarget(40 * MILLI, 0.1));
        assertThat(steered.intervalNanos()).as("half of the target").isEqualTo(20 * MILLI);
        assertThat(steered.intervalNanosMax()).isEqualTo(500 * MILLI);
        assertThat(steered.withTimeout(8).withOvertakeAfter(4))
                .isEqualTo(new CheckpointSettings(20 * MILLI, 8, 2, 4, new LatencyTarget(40 * MILLI, 0.1), 0.5));
        assertThat(steered.withInterval(70 * MILLI)).isEqualTo(fixed);
        assertThat(fixed.intervalNanosMax()).isEqualTo(70 * MILLI);
    }

    @Test
    void aLongTargetBeginsWithTheUsualIntervalAndMayBecomeAsLong() {
        LatencyTarget target = new LatencyTarget(5_000 * MILLI, 0.1);
        assertThat(target.firstIntervalNanos()).isEqualTo(100 * MILLI);
        assertThat(target.intervalNanosMax()).isEqualTo(5_000 * MILLI);
        assertThat(new LatencyTarget(1, 0.1).firstIntervalNanos()).isEqualTo(MILLI);
    }
}
