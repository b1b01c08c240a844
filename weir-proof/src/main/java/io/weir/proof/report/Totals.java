package io.weir.proof.report;

import io.weir.engine.port.ProtocolStep;
import io.weir.proof.simulation.FaultCounts;
import io.weir.proof.simulation.FaultKind;
import io.weir.proof.simulation.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What many runs came to together.
 *
 * <p>Threading: thread-safe.
 */
public final class Totals {

    private final FaultCounts faults = new FaultCounts();
    private long runs;
    private long steps;
    private long records;
    private long checkpoints;
    private long recoveries;
    private long repeated;

    /** Adds a run. */
    public synchronized void add(RunResult result) {
        runs++;
        steps += result.steps();
        records += result.records();
        checkpoints += result.checkpoints();
        recoveries += result.recoveries();
        faults.add(result.faults());
    }

    /** Notes that a run was repeated and was the same. */
    public synchronized void addRepeated() {
        repeated++;
    }

    public synchronized long runs() {
        return runs;
    }

    /** Returns how many attempts have ended by a crash. */
    public synchronized long crashes() {
        return faults.crashes();
    }

    /** Returns the cells of the matrix that no run has hit and that are not declared impossible. */
    public synchronized List<String> emptyCells() {
        List<String> empty = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            for (ProtocolStep phase : ProtocolStep.values()) {
                if (faults.of(kind, phase) == 0 && !Cells.isImpossible(kind, phase)) {
                    empty.add(kind + " in phase " + phase);
                }
            }
        }
        return empty;
    }

    /** Returns the figures in words, one a line. */
    public synchronized List<String> inWords() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d simulated jobs, none of them wrong: %,d steps, %,d records, %,d checkpoints, %,d recoveries",
                runs,
                steps,
                records,
                checkpoints,
                recoveries));
        StringBuilder crashes = new StringBuilder(String.format(Locale.ROOT, "%,d crashes:", faults.crashes()));
        StringBuilder others = new StringBuilder("other faults:");
        for (FaultKind kind : FaultKind.values()) {
            (kind.isCrash() ? crashes : others).append(String.format(Locale.ROOT, " %s %,d", kind, faults.of(kind)));
        }
        lines.add(crashes.toString());
        lines.add(others.toString());
        lines.add(String.format(
                Locale.ROOT,
                repeated == 1
                        ? "%,d run was repeated, and took the same course"
                        : "%,d runs were repeated, and each took the same course",
                repeated));
        lines.add(String.format(
                Locale.ROOT,
                "with no failure in %,d independent runs, the probability that a run of this mix fails is below %.2g, with 95 %% confidence",
                runs,
                3.0 / Math.max(1, runs)));
        return lines;
    }

    /** Returns the matrix of faults by phases as a table in Markdown. */
    public synchronized List<String> matrix() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| phase |");
        StringBuilder rule = new StringBuilder("|---|");
        for (FaultKind kind : FaultKind.values()) {
            head.append(' ')
                    .append(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(" |");
            rule.append("---|");
        }
        lines.add(head.toString());
        lines.add(rule.toString());
        for (ProtocolStep phase : ProtocolStep.values()) {
            StringBuilder row = new StringBuilder("| " + phase + " |");
            for (FaultKind kind : FaultKind.values()) {
                long count = faults.of(kind, phase);
                row.append(' ')
                        .append(
                                count == 0 && Cells.isImpossible(kind, phase)
                                        ? "-"
                                        : String.format(Locale.ROOT, "%,d", count))
                        .append(" |");
            }
            lines.add(row.toString());
        }
        return lines;
    }
}
