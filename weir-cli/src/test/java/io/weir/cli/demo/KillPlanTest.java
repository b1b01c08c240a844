package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.demo.KillPlan.Kill;
import io.weir.cli.demo.KillPlan.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillPlanTest {

    @ParameterizedTest
    @CsvSource({"200000, 5", "200000, 1", "100, 3", "100, 50", "20000, 2", "1000000, 12"})
    void strikesWhileOrdersAreLeft(int records, int killCount) {
        for (long seed = 0; seed < 200; seed++) {
            KillPlan plan = KillPlan.fromSeed(seed, records, killCount);

            assertThat(plan.kills()).hasSize(killCount);
            assertThat(plan.ordersPerSecond()).isPositive();
            int before = 0;
            for (Kill kill : plan.kills()) {
                assertThat(kill.allowed())
                        .as("seed %d, %s", seed, kill)
                        .isLessThanOrEqualTo(records)
                        .isGreaterThanOrEqualTo(before);
                assertThat(kill.orders()).isLessThanOrEqualTo(kill.allowed());
                before = kill.allowed();
            }
        }
    }

    @Test
    void twoOfThreeKillsStrikeInAWave() {
        KillPlan plan = KillPlan.fromSeed(1, 200_000, 5);

        assertThat(plan.kills())
                .extracting(Kill::moment)
                .containsExactly(Moment.STEADY, Moment.BACKLOG, Moment.BACKLOG, Moment.STEADY, Moment.BACKLOG);
        assertThat(plan.kills()).extracting(Kill::wave).containsExactly(20_000, 20_000, 0, 20_000, 0);
    }

    @Test
    void momentsDifferFromSeedToSeed() {
        assertThat(KillPlan.fromSeed(1, 200_000, 5).kills())
                .isEqualTo(KillPlan.fromSeed(1, 200_000, 5).kills())
                .isNotEqualTo(KillPlan.fromSeed(2, 200_000, 5).kills());
    }

    @Test
    void needsNoKill() {
        assertThat(KillPlan.fromSeed(1, 1_000, 0).kills()).isEmpty();
    }
}
