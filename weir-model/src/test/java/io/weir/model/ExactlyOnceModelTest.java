package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol's model keeps its invariants, and each of its protections is needed: without it TLC finds the invariant that breaks.
 *
 * <p>Method: exhaustive search of all states within bounds. docs/model.md has the map from the model to the code. The system property {@code weir.soak}, if
 * it is more than 1, widens the bounds, and multiplies the time after which a search is given up.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
final class ExactlyOnceModelTest {

    private static final long DISTINCT_COUNT_MIN = 1_000_000;
    private static final double SOAK = Double.parseDouble(System.getProperty("weir.soak", "1"));
    private static final Duration TIME_MAX = Duration.ofMinutes((long) (15 * Math.max(1, SOAK)));

    private static final List<String> INVARIANTS = List.of(
            "NoDuplicate",
            "NoLossBelowTheConfirmed",
            "CutIsConsistent",
            "NothingVisibleUndecided",
            "DecidedIsInTheChain",
            "LedgerIsTrue",
            "IdsAreNeverReused",
            "OrderIsKept",
            "EndsAfterItsLastOutput");

    /**
     * How much the model is let do.
     *
     * @param route the name of a layout in the model: which task each record of each source goes to
     */
    private record Bounds(String route, int attemptsMax, int timeoutsMax, int uncommittedMax) {}

    private enum Ending {
        /** The last attempt may be disturbed by older ones, and then no other follows it. */
        OPEN,
        /** It is not, so that the job must end. */
        BOUND
    }

    /**
     * The model without one of its protections.
     *
     * @param killer the invariant that TLC reports
     */
    private record Mutant(String protection, String killer, Bounds bounds) {

        @Override
        public String toString() {
            return "without " + protection;
        }
    }

    private static final Bounds TINY = new Bounds("RouteTiny", 2, 0, 2);
    private static final Bounds SMALL = new Bounds("RouteSmall", 2, 0, 2);
    private static final Bounds SMALL_WITH_TIMEOUT = new Bounds("RouteSmall", 2, 1, 2);
    private static final Bounds THREE_ATTEMPTS = new Bounds("RouteTiny", 3, 0, 2);

    static List<Mutant> mutants() {
        return List.of(
                new Mutant("alignment", "CutIsConsistent", TINY),
                new Mutant("position-at-barrier", "CutIsConsistent", TINY),
                new Mutant("pre-commit-check", "NoLossBelowTheConfirmed", TINY),
                new Mutant("decision-first", "NothingVisibleUndecided", TINY),
                new Mutant("claim-check", "DecidedIsInTheChain", TINY),
                new Mutant("synced-copy", "NothingVisibleUndecided", TINY),
                new Mutant("fresh-ids", "IdsAreNeverReused", TINY),
                new Mutant("fence", "NoDuplicate", TINY),
                new Mutant("abort-unlisted", "NothingVisibleUndecided", TINY),
                new Mutant("commit-decided", "NoLossBelowTheConfirmed", TINY),
                new Mutant("settle-first", "NoLossBelowTheConfirmed", TINY),
                new Mutant("ledger", "NoDuplicate", TINY),
                new Mutant("ledger-in-transaction", "NoDuplicate", TINY),
                new Mutant("ledger-read-again", "NoDuplicate", THREE_ATTEMPTS),
                new Mutant("one-writer", "NoDuplicate", THREE_ATTEMPTS),
                new Mutant("carry-unconfirmed", "NoLossBelowTheConfirmed", SMALL),
                new Mutant("commit-in-order", "NoLossBelowTheConfirmed", SMALL),
                new Mutant("redo-in-recovery-only", "OrderIsKept", SMALL_WITH_TIMEOUT),
                new Mutant("end-after-commit", "EndsAfterItsLastOutput", TINY));
    }

    @Test
    void keepsItsInvariantsInEveryState() throws Exception {
        Bounds bounds = new Bounds("RouteSmall", 3, 0, SOAK > 1 ? 2 : 1);

        Tlc.Result result =
                check("three-attempts", configuration(bounds, Ending.OPEN, "{}", INVARIANTS), Tlc.Search.LONG);

        assertThat(result.verdict()).as(result.output().toString()).isEqualTo("passed");
        assertThat(result.distinctCount()).isGreaterThanOrEqualTo(DISTINCT_COUNT_MIN);
    }

    @Test
    void keepsItsInvariantsWhenTheBrokerGivesTransactionsUp() throws Exception {
        Bounds bounds = new Bounds("RouteSmall", 2, SOAK > 1 ? 2 : 1, 2);

        Tlc.Result result = check("timeouts", configuration(bounds, Ending.OPEN, "{}", INVARIANTS), Tlc.Search.LONG);

        assertThat(result.verdict()).as(result.output().toString()).isEqualTo("passed");
    }

    @Test
    void everyRecordIsVisibleOnceInTheEnd() throws Exception {
        Bounds bounds = new Bounds(SOAK > 1 ? "RouteSmall" : "RouteTiny", 2, 1, 2);
        String properties = "PROPERTIES EverythingIsVisibleOnceInTheEnd JobEnds\n";

        Tlc.Result result =
                check("liveness", configuration(bounds, Ending.BOUND, "{}", INVARIANTS) + properties, Tlc.Search.LONG);

        assertThat(result.verdict()).as(result.output().toString()).isEqualTo("passed");
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void breaksWithoutAProtection(Mutant mutant) throws Exception {
        String off = "{\"" + mutant.protection() + "\"}";
        List<String> killer = List.of(mutant.killer());

        Tlc.Result result =
                check(mutant.protection(), configuration(mutant.bounds(), Ending.OPEN, off, killer), Tlc.Search.SHORT);

        assertThat(result.verdict()).as(result.output().toString()).isEqualTo(mutant.killer());
    }

    private static Tlc.Result check(String name, String configuration, Tlc.Search search)
            throws IOException, InterruptedException {
        Tlc.Result result = Tlc.check(name, configuration, search, TIME_MAX);
        System.out.println("model, " + name + ": " + result.inWords());
        return result;
    }

    private static String configuration(Bounds bounds, Ending ending, String off, List<String> invariants) {
        return String.join(
                "\n",
                "SPECIFICATION Spec",
                "CONSTANTS",
                "    Route <- " + bounds.route(),
                "    AttemptsMax = " + bounds.attemptsMax(),
                "    TimeoutsMax = " + bounds.timeoutsMax(),
                "    UncommittedMax = " + bounds.uncommittedMax(),
                "    LastIsLeftAlone = " + (ending == Ending.BOUND ? "TRUE" : "FALSE"),
                "    Off = " + off,
                "INVARIANTS " + String.join(" ", invariants),
                "");
    }
}
