package io.weir.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.journal.BaseThresholds;
import org.junit.jupiter.api.Test;

/** Work and rest together make the share. */
class BasePaceTest {

    @Test
    void restsAsLongAsTheShareSays() {
        assertThat(new BasePace(0.5).restNanos(1_000, false)).isEqualTo(1_000);
        assertThat(new BasePace(0.25).restNanos(1_000, false)).isEqualTo(3_000);
        assertThat(new BasePace(0.2).restNanos(1_000, false)).isEqualTo(4_000);
        assertThat(new BasePace(1).restNanos(1_000, false)).isZero();
    }

    @Test
    void doesNotRestWhenTheBaseIsPressingOrNothingWasDone() {
        assertThat(new BasePace(0.1).restNanos(1_000, true)).isZero();
        assertThat(new BasePace(0.1).restNanos(0, false)).isZero();
        assertThat(new BasePace(0.1).restNanos(-5, false)).isZero();
    }

    @Test
    void restsAMinuteAtMost() {
        assertThat(new BasePace(0.001).restNanos(1_000_000_000_000L, false)).isEqualTo(60_000_000_000L);
    }

    @Test
    void aShareIsMoreThanNothingAndNoMoreThanAll() {
        for (double share : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> BaseThresholds.DEFAULT.withShare(share)).hasMessageContaining("share=" + share);
        }
    }
}
