package io.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the demo as its users do, as a process of its own, on a real broker. */
class DemoIT {

    private static final long DEATH_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    private Path temporary;

    @Test
    void staysExactThroughTwoKillsInBothModesAndLeavesNothingBehind() throws Exception {
        Process demo = start("--records=20000", "--kills=2", "--seed=11");

        List<String> output = readToEnd(demo);

        assertThat(demo.waitFor()).as("exit status, after %s", output).isZero();
        assertThat(row(output, "records in")).containsExactly("20,000", "20,000");
        assertThat(row(output, "lost")).containsExactly("0", "0");
        assertThat(row(output, "duplicated")).first().isEqualTo("0");
        assertThat(row(output, "kills")).containsExactly("2", "2");
        assertThat(temporary).isEmptyDirectory();
    }

    /** The signals of Ctrl-C, of kill, and the one that cannot be handled. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void noProcessOutlivesTheDemo(String signal) throws Exception {
        Process demo = start("--records=200000", "--kills=50", "--mode=exactly-once");
        List<ProcessHandle> children;
        try (BufferedReader output = demo.inputReader()) {
            awaitLine(output, "kill -9 no. 1");
            children = demo.descendants().toList();
            assertThat(children).as("broker and job").hasSizeGreaterThanOrEqualTo(2);

            send(signal, demo);
            output.lines().forEach(line -> {});
        }

        assertThat(demo.waitFor()).isNotZero();
        children.forEach(DemoIT::awaitDeath);
        if (!signal.equals("KILL")) {
            assertThat(temporary).isEmptyDirectory();
        }
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo",
                "--debug"));
        command.addAll(Arrays.asList(options));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> readToEnd(Process demo) throws IOException {
        try (BufferedReader output = demo.inputReader()) {
            return output.lines().toList();
        }
    }

    private static void awaitLine(BufferedReader output, String part) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(part)) {
                return;
            }
            before.add(line);
        }
        throw new AssertionError("the demo ended without \"" + part + "\": " + before);
    }

    private static void send(String signal, Process demo) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(demo.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void awaitDeath(ProcessHandle process) {
        long startNanos = System.nanoTime();
        while (!isDead(process)) {
            assertThat(System.nanoTime() - startNanos)
                    .as("process %d outlives the demo: %s", process.pid(), process.info())
                    .isLessThan(DEATH_TIMEOUT_NANOS);
            Thread.onSpinWait();
        }
    }

    /** Gone, or a zombie: an orphan stays one until the first process of the machine reaps it, which may be late. */
    private static boolean isDead(ProcessHandle process) {
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return !process.isAlive()
                    || (Files.exists(stat) && Files.readString(stat).contains(") Z "));
        } catch (IOException goneMeanwhile) {
            return !process.isAlive();
        }
    }

    private static List<String> row(List<String> output, String name) {
        return output.stream()
                .filter(line -> line.startsWith("  " + name + "  "))
                .findFirst()
                .map(line -> Stream.of(line.substring(name.length() + 2).strip().split("\\s+"))
                        .toList())
                .orElseThrow(() -> new AssertionError("no row \"" + name + "\" in " + output));
    }
}
