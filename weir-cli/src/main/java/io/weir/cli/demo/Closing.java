package io.weir.cli.demo;

import io.weir.cli.terminal.Screen;
import io.weir.cli.terminal.Words;
import java.util.List;
import java.util.Optional;

/**
 * The words below the table: what it means.
 *
 * <p>Threading: Immutable.
 */
record Closing(DemoSettings settings, List<RunResult> results) {

    private static final String WHY_RECORDS_REPEAT =
            "Without alignment a task that has a barrier from one channel goes on reading that channel until the barrier has"
                    + " come on the others too, so its checkpoint also holds records from behind the barrier, which the"
                    + " position of the source in the same checkpoint has not reached. After a kill the source goes back to"
                    + " that position and those records come again: their results appear twice, and every later total of"
                    + " the same customers is wrong.";

    Closing {
        results = List.copyOf(results);
    }

    void tell(Screen screen) {
        result(DemoMode.AT_LEAST_ONCE).ifPresent(result -> tellAtLeastOnce(screen, result));
        result(DemoMode.EXACTLY_ONCE).ifPresent(result -> tellExactlyOnce(screen, result));
    }

    private static void tellExactlyOnce(Screen screen, RunResult result) {
        Verdict verdict = result.verdict();
        if (result.isKept()) {
            String text = "exactly-once: " + Words.count(verdict.orders(), "order")
                    + " in, one right result each, in order, through "
                    + Words.count(result.outages().size(), "kill") + ".";
            screen.line("%s", screen.good(text));
        } else {
            tellNotKept(screen, result);
        }
    }

    private void tellAtLeastOnce(Screen screen, RunResult result) {
        paragraph(screen, WHY_RECORDS_REPEAT);
        Verdict verdict = result.verdict();
        if (!result.isKept()) {
            tellNotKept(screen, result);
        } else if (verdict.duplicated() == 0) {
            paragraph(
                    screen,
                    "at-least-once: nothing lost, and nothing repeated this time: at no kill had the last checkpoint met"
                            + " channels that were apart"
                            + (settings.parallelism() == 1 ? "; with --parallelism 1 there is only one." : "."));
        } else {
            KillPlan plan = KillPlan.fromSeed(settings.seed(), settings.records(), settings.kills());
            paragraph(
                    screen,
                    "at-least-once: nothing lost, " + Words.count(verdict.duplicated(), "result")
                            + " repeated. So that it"
                            + " shows, one partition gets the long orders and so most of the work; and "
                            + plan.inWords()
                            + ". Exactly-once got the same.");
        }
        screen.line("");
    }

    private static void tellNotKept(Screen screen, RunResult result) {
        screen.line("%s", screen.bad(result.mode().label() + " was NOT kept:"));
        result.verdict().examples().forEach(example -> screen.line("  %s", example));
    }

    private static void paragraph(Screen screen, String text) {
        Words.wrap(text).forEach(line -> screen.line("%s", line));
    }

    private Optional<RunResult> result(DemoMode mode) {
        return results.stream().filter(result -> result.mode() == mode).findFirst();
    }
}
