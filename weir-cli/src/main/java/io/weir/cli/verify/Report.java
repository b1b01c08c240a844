package io.weir.cli.verify;

import io.weir.cli.terminal.Screen;
import io.weir.cli.terminal.Words;
import io.weir.cli.verify.Strike.Kind;
import io.weir.engine.port.ProtocolStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The outcome as a table and in words.
 *
 * <p>Threading: Immutable.
 */
record Report(Outcome outcome, long seed) {

    private static final int NAME_WIDTH = 46;
    private static final int VALUE_WIDTH = 12;

    /** Keeps a step and its number in one line. */
    private static final char NO_BREAK = '\u00a0';

    void tell(Screen screen) {
        screen.line("");
        lines().forEach(line -> screen.line("%s", line));
        screen.line("");
        if (outcome.isExact()) {
            screen.line("%s", screen.good(exactInWords()));
        } else {
            screen.line("%s", screen.bad("NOT exact:"));
            outcome.deviations().forEach(deviation -> screen.line("  %s", deviation));
            screen.line("The seed was %d: with --seed %d and the same options the same is done again.", seed, seed);
        }
    }

    /** The table, a line each. */
    List<String> lines() {
        Tally tally = outcome.tally();
        List<String> lines = new ArrayList<>();
        lines.add(row("strikes", count(tally.strikeCount())));
        for (Kind kind : Kind.values()) {
            lines.add(row("  " + kind.words(), count(tally.count(kind))));
        }
        lines.add(row("steps that were not reached in time", count(tally.missedCount())));
        lines.add(row("woken, and ended as superseded", count(tally.zombieEndCount())));
        lines.add(row("recoveries", count(tally.recoveryCount())));
        lines.add(row("recovery, median", seconds(tally.recoverySeconds(0.5))));
        lines.add(row("recovery, longest", seconds(tally.recoverySeconds(1))));
        lines.add(row("records in", count(outcome.inputCount())));
        Findings findings = outcome.findings();
        lines.add(row("results", count(findings.results())));
        lines.add(row("lost", outcome.cutShort().isPresent() ? "-" : count(findings.lost())));
        lines.add(row("duplicated", count(findings.duplicated())));
        lines.add(row("wrong", count(findings.wrong())));
        lines.add(row("out of order", count(findings.disordered())));
        lines.add(row("of nothing that went in", count(findings.foreign())));
        lines.add(row("differences between both readers", unlessCutShort(outcome.differences())));
        lines.add(row("hanging transactions", unlessCutShort(outcome.hanging().size())));
        lines.add(row("took", String.format(Locale.ROOT, "%.1f s", outcome.nanos() / 1e9)));
        lines.add("");
        lines.addAll(steps());
        return lines;
    }

    private List<String> steps() {
        List<String> lines = new ArrayList<>();
        lines.add("  struck at a step");
        StringBuilder line = new StringBuilder();
        for (ProtocolStep step : ProtocolStep.values()) {
            int times = outcome.tally().count(step);
            if (times > 0) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append(step)
                        .append(NO_BREAK)
                        .append(times);
            }
        }
        for (String part : Words.wrap(line.isEmpty() ? "none" : line.toString())) {
            lines.add("    " + part.replace(NO_BREAK, ' '));
        }
        return lines;
    }

    private String exactInWords() {
        return "exact: " + Words.count(outcome.inputCount(), "record") + " in, "
                + Words.count(outcome.findings().results(), "right result")
                + " out, none lost, repeated or out of order, nothing left open, both readers agree, through "
                + Words.count(outcome.tally().strikeCount(), "strike") + ".";
    }

    private String unlessCutShort(long value) {
        return outcome.cutShort().isPresent() ? "-" : count(value);
    }

    private static String row(String name, String value) {
        return "  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()))
                + " ".repeat(Math.max(0, VALUE_WIDTH - value.length())) + value;
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String seconds(OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f s", value.getAsDouble());
    }
}
