package io.weir.proof.report;

import io.weir.proof.simulation.RunResult;
import io.weir.proof.simulation.Shrinker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of a failed run what is wrong, how it came to it, and how to see it again. */
public final class FailureReport {

    private FailureReport() {}

    /** Returns the report, one line after the other; makes the run smaller for it. */
    public static List<String> of(RunResult failed) {
        RunResult smallest = new Shrinker().shrink(failed);
        long seed = failed.profile().seed();
        List<String> lines = new ArrayList<>();
        lines.add(String.valueOf(failed.violation()));
        if (failed.profile().isDrawn()) {
            lines.add("see it again, every event of it: " + command(seed));
            lines.add("see the smallest run that fails like this: " + commandOfSmallest(seed));
        } else {
            lines.add(String.format(
                    Locale.ROOT,
                    "see it again: a job of shape %s, of the test that has told this, with seed 0x%x (-Dweir.sim.first)",
                    failed.profile().shape(),
                    seed));
        }
        lines.add("which is " + smallest.profile());
        lines.add(String.valueOf(smallest.violation()));
        lines.add(String.format(
                Locale.ROOT,
                "trace hash %016x after %,d steps, on JDK %s; its last events:",
                smallest.traceHash(),
                smallest.steps(),
                Runtime.version()));
        smallest.tail().forEach(event -> lines.add("  " + event));
        if (smallest.violation() != null) {
            StringWriter stack = new StringWriter();
            smallest.violation().printStackTrace(new PrintWriter(stack));
            lines.addAll(stack.toString().lines().toList());
        }
        return lines;
    }

    /** Returns the command that runs a seed again. */
    public static String command(long seed) {
        return String.format(Locale.ROOT, "./weir simulate --seed 0x%x --trace", seed);
    }

    /** Returns the command that makes a failing seed's run as small as the report says, and runs that. */
    public static String commandOfSmallest(long seed) {
        return String.format(Locale.ROOT, "./weir simulate --seed 0x%x --smallest --trace", seed);
    }
}
