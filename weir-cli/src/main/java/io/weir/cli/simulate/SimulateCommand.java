package io.weir.cli.simulate;

import io.weir.proof.report.FailureReport;
import io.weir.proof.report.Totals;
import io.weir.proof.simulation.Campaign;
import io.weir.proof.simulation.Profile;
import io.weir.proof.simulation.RunResult;
import io.weir.proof.simulation.Shrinker;
import io.weir.proof.simulation.Simulation;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs whole jobs of the real engine in a simulated world: one seed, with every event if asked for, or many.
 *
 * <p>Threading: confined to the main thread; a campaign has threads of its own.
 */
@Command(
        name = "simulate",
        description = {
            "Runs whole jobs of the real engine in a simulated world, where processes are killed, power fails, disks refuse,"
                    + " answers get lost and older attempts wake up, and checks all that becomes visible.",
            "One seed is one run: the same each time, on every machine."
        },
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            converter = SeedConverter.class,
            description = "The seed, or the first of several, such as 42 or 0x2a; ${DEFAULT-VALUE} by default.")
    private long seed = 1;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many jobs to run, from that seed on; 1000 by default, and 1 if a seed is given.")
    private @Nullable Integer jobs;

    @Option(names = "--trace", description = "Print every event of the run; needs --seed.")
    private boolean trace;

    @Option(
            names = "--smallest",
            description = "If the seed's run fails, make it smaller as long as it fails in the same way, and run that.")
    private boolean smallest;

    @Override
    public Integer call() throws InterruptedException {
        boolean seedGiven = spec.commandLine().getParseResult().hasMatchedOption("--seed");
        int count = jobs != null ? jobs : seedGiven ? 1 : 1000;
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs " + count + ": at least one job must run");
        }
        if (trace && count > 1) {
            throw new ParameterException(spec.commandLine(), "--trace prints one run: give a --seed, and no --jobs");
        }
        if (smallest && count > 1) {
            throw new ParameterException(spec.commandLine(), "--smallest is of one run: give a --seed, and no --jobs");
        }
        return count == 1 ? one() : many(count);
    }

    private int one() {
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> lines = trace ? out::println : line -> {};
        Profile profile = Profile.ofCampaign(seed);
        if (smallest) {
            RunResult whole = Simulation.run(profile, null);
            profile = whole.passed() ? profile : new Shrinker().shrink(whole).profile();
        }
        if (trace) {
            out.println(
                    "an event a line: its number, the time in the simulated world, the process (p1 is the first, p2 the"
                            + " one started next), and the task that ran, the step of the protocol (RUNNING, DECIDED ...), or the"
                            + " fault (KILL, STALL ...)");
        }
        RunResult result = Simulation.run(profile, lines);
        if (!result.passed()) {
            FailureReport.of(result).forEach(out::println);
            out.flush();
            return FAILED;
        }
        out.println(result.profile());
        out.printf(
                "right: %,d records, %,d checkpoints, %,d recoveries, %,d crashes, %,d steps, trace hash %016x%n",
                result.records(),
                result.checkpoints(),
                result.recoveries(),
                result.faults().crashes(),
                result.steps(),
                result.traceHash());
        out.flush();
        return 0;
    }

    private int many(int count) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Totals totals = new Totals();
        int threads = Runtime.getRuntime().availableProcessors();
        Consumer<String> progress = line -> {
            out.println(line);
            out.flush();
        };
        RunResult failed = new Campaign(seed, count, threads, progress).run(totals);
        if (failed != null) {
            FailureReport.of(failed).forEach(out::println);
            out.flush();
            return FAILED;
        }
        totals.inWords().forEach(out::println);
        out.println();
        out.println("how often each fault struck in each phase of the protocol; - where it cannot:");
        out.println();
        totals.matrix().forEach(out::println);
        out.flush();
        return 0;
    }
}
