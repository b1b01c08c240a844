package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.verify.Strike.Kind;
import io.weir.cli.verify.StrikePlan.Only;
import io.weir.cli.verify.StrikePlan.Wish;
import io.weir.engine.port.ProtocolStep;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrikePlanTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(plan(5, 40, Only.ALL)).isEqualTo(plan(5, 40, Only.ALL)).isNotEqualTo(plan(6, 40, Only.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 20, 200})
    void strikesAsOftenAsAskedFor(int count) {
        for (Only only : Only.values()) {
            assertThat(plan(1, count, only)).hasSize(count);
        }
    }

    @Test
    void twentyStrikesHaveEveryKind() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(kinds(plan(seed, 20, Only.ALL))).as("seed %d", seed).isEqualTo(EnumSet.allOf(Kind.class));
        }
    }

    @Test
    void thirtyStrikesKillAtEveryStepThatAnUnboundedJobReaches() {
        Set<ProtocolStep> all = EnumSet.complementOf(EnumSet.of(ProtocolStep.FINISHED));
        for (long seed = 0; seed < 100; seed++) {
            Set<ProtocolStep> killed = plan(seed, 30, Only.ALL).stream()
                    .filter(strike -> strike.kind() == Kind.STEP_KILL)
                    .flatMap(strike -> strike.step().stream())
                    .collect(Collectors.toSet());

            assertThat(killed).as("seed %d", seed).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @CsvSource({"KILL, RANDOM_KILL", "STEP, STEP_KILL", "ZOMBIE, ZOMBIE"})
    void keepsToTheKindAskedFor(Only only, Kind kind) {
        assertThat(kinds(plan(3, 20, only))).containsExactly(kind);
    }

    @Test
    void killsAndStopsTheBrokerIfOnlyTheBrokerIsAskedFor() {
        assertThat(kinds(plan(3, 20, Only.BROKER))).containsExactlyInAnyOrder(Kind.BROKER_KILL, Kind.BROKER_PAUSE);
    }

    /** It would be the newer process when it is woken, and nobody would be superseded but the other. */
    @Test
    void stopsNoProcessBeforeItHasTakenTheJournalOver() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(plan(seed, 20, Only.ZOMBIE))
                    .as("seed %d", seed)
                    .noneMatch(strike -> strike.step().equals(java.util.Optional.of(ProtocolStep.RECOVERING)));
        }
    }

    @ParameterizedTest
    @EnumSource(Only.class)
    void strikesAtRecoveryOnlyInAFreshProcessAsFarAsThereAreOthers(Only only) {
        for (long seed = 0; seed < 100; seed++) {
            List<Strike> strikes = plan(seed, 20, only);
            long late = 0;
            for (int i = 1; i < strikes.size(); i++) {
                late += strikes.get(i).needsFreshProcess() && strikes.get(i - 1).leavesProcess() ? 1 : 0;
            }
            assertThat(late).as("seed %d, %s", seed, only).isLessThanOrEqualTo(only == Only.ALL ? 1 : 10);
        }
    }

    @Test
    void oneKillWithOutputInDoubtStaysAwayForLongerThanTheTransactionTimeout() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(plan(seed, 40, Only.ALL)).as("seed %d", seed).anySatisfy(strike -> {
                assertThat(strike.kind()).isEqualTo(Kind.STEP_KILL);
                assertThat(strike.step().orElseThrow()).isIn(ProtocolStep.DECIDED, ProtocolStep.COMMITTING);
                assertThat(strike.absence()).isGreaterThan(TIMEOUT);
            });
        }
    }

    private static Set<Kind> kinds(List<Strike> strikes) {
        return strikes.stream().map(Strike::kind).collect(Collectors.toSet());
    }

    private static List<Strike> plan(long seed, int count, Only only) {
        return StrikePlan.of(new Wish(seed, count, only, 2, TIMEOUT)).strikes();
    }
}
