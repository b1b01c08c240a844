package io.weir.cli.bench;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * {@code weir bench} in the list of commands. The script {@code weir} runs it itself: the benchmarks are a program of their own, beside other engines with class
 * paths of their own, and are not on that of this command.
 *
 * <p>Threading: confined to the main thread.
 */
@Command(
        name = "bench",
        description = {
            "Compares the speed of Weir with loops by hand, Flink, Hazelcast Jet and Kafka Streams.",
            "",
            "./weir bench --help lists the options. See docs/performance.md."
        })
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "the benchmarks are run from the source tree: ./weir bench " + String.join(" ", options));
    }
}
