package io.weir.proof.report;

import io.weir.proof.simulation.RunResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of a failed run what is wrong, how it came to it, and how to see it again. */
public final class FailureReport {

    private FailureReport() {}

    /** Returns the report, one line after the other. */
    public static List<String> of(RunResult failed) {
        List<String> lines = new ArrayList<>();
        lines.add(String.valueOf(failed.violation()));
        lines.add("see it again, every event of it: " + command(failed.profile().seed()));
        lines.add("the smallest run that fails like this: " + failed.profile());
        lines.add(String.format(
                Locale.ROOT,
                "trace hash %016x after %,d steps, on JDK %s; the last events:",
                failed.traceHash(),
                failed.steps(),
                Runtime.version()));
        failed.tail().forEach(event -> lines.add("  " + event));
        if (failed.violation() != null) {
            StringWriter stack = new StringWriter();
            failed.violation().printStackTrace(new PrintWriter(stack));
            lines.addAll(stack.toString().lines().toList());
        }
        return lines;
    }

    /** Returns the command that runs a seed again. */
    public static String command(long seed) {
        return String.format(Locale.ROOT, "./weir simulate --seed 0x%x --trace", seed);
    }
}
