package io.weir.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words below the table: what it means.
 *
 * <p>Threading: Immutable.
 */
record Closing(DemoSettings settings, List<RunResult> results) {

    static Closing of(DemoSettings settings, List<RunResult> results) {
        return new Closing(settings, List.copyOf(results));
    }

    void tell(Screen screen) {
        result(DemoMode.AT_LEAST_ONCE).ifPresent(result -> tellAtLeastOnce(screen, result));
        result(DemoMode.EXACTLY_ONCE).ifPresent(result -> tellExactlyOnce(screen, result));
    }

    private void tellExactlyOnce(Screen screen, RunResult result) {
        Verdict verdict = result.verdict();
        if (result.isKept()) {
            screen.line(
                    "%s",
                    screen.good(String.format(
                            Locale.ROOT,
                            "exactly-once: %,d orders in, one right result each, in order, through %d kills.",
                            verdict.orders(),
                            result.outages().size())));
        } else {
            screen.line("%s", screen.bad("exactly-once was NOT kept:"));
            verdict.examples().forEach(example -> screen.line("  %s", example));
        }
    }

    private void tellAtLeastOnce(Screen screen, RunResult result) {
        screen.line(
                "Without alignment a task that has a barrier from one channel goes on reading that channel until the barrier has"
                        + " come on the others too, so its checkpoint also holds records from behind the barrier, which the"
                        + " position of the source in the same checkpoint has not reached.");
        screen.line(
                "After a kill the source goes back to that position and those records come again: their results appear twice,"
                        + " and every later total of the same customers is wrong.");
        Verdict verdict = result.verdict();
        if (!result.isKept()) {
            screen.line("%s", screen.bad("at-least-once was NOT kept:"));
            verdict.examples().forEach(example -> screen.line("  %s", example));
        } else if (verdict.duplicated() == 0) {
            screen.line(
                    "at-least-once: nothing was repeated this time, for at no kill had the last checkpoint met a channel that"
                            + " lagged behind"
                            + (settings.parallelism() == 1 ? " (with --parallelism 1 there is only one)." : "."));
        } else {
            screen.line(
                    "at-least-once: nothing lost, %,d results repeated. So that it shows, one partition gets most of the orders;"
                            + " and %s. Both modes get the same.",
                    verdict.duplicated(),
                    KillPlan.fromSeed(settings.seed(), settings.records(), settings.kills())
                            .inWords());
        }
    }

    private Optional<RunResult> result(DemoMode mode) {
        return results.stream().filter(result -> result.mode() == mode).findFirst();
    }
}
