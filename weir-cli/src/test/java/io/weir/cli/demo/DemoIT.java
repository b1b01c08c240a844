package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.CommandProcess;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the demo as its users do, as a process of its own, on a real broker. */
class DemoIT {

    @TempDir
    private Path temporary;

    @Test
    void staysExactThroughTwoKillsInBothModesAndLeavesNothingBehind() throws Exception {
        CommandProcess demo =
                CommandProcess.start(temporary, "demo", "--debug", "--records=20000", "--kills=2", "--seed=11");

        List<String> output = demo.readToEnd();

        assertThat(demo.exitStatus()).as("exit status, after %s", output).isZero();
        assertThat(CommandProcess.row(output, "records in")).containsExactly("20,000", "20,000");
        assertThat(CommandProcess.row(output, "lost")).containsExactly("0", "0");
        assertThat(CommandProcess.row(output, "duplicated")).first().isEqualTo("0");
        assertThat(CommandProcess.row(output, "kills")).containsExactly("2", "2");
        assertThat(temporary).isEmptyDirectory();
    }

    /** The signals of Ctrl-C, of kill, and the one that cannot be handled. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void noProcessOutlivesTheDemo(String signal) throws Exception {
        CommandProcess demo = CommandProcess.start(
                temporary, "demo", "--debug", "--records=200000", "--kills=50", "--mode=exactly-once");
        List<ProcessHandle> children;
        try (BufferedReader output = demo.output()) {
            CommandProcess.awaitLine(output, "kill -9 no. 1");
            children = demo.descendants();
            assertThat(children).as("broker and job").hasSizeGreaterThanOrEqualTo(2);

            demo.send(signal);
            output.lines().forEach(line -> {});
        }

        assertThat(demo.exitStatus()).isNotZero();
        children.forEach(CommandProcess::awaitDeath);
        if (!signal.equals("KILL")) {
            assertThat(temporary).isEmptyDirectory();
        }
    }
}
