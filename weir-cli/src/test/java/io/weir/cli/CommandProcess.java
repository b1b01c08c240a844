package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command as its users run it: a process of its own. */
public final class CommandProcess {

    private static final long DEATH_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;

    private CommandProcess(Process process) {
        this.process = process;
    }

    /** Starts {@code weir} with arguments; what it makes in passing goes to {@code temporary}. */
    public static CommandProcess start(Path temporary, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new CommandProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Where its lines come from. */
    public BufferedReader output() {
        return process.inputReader();
    }

    public List<String> readToEnd() throws IOException {
        try (BufferedReader output = output()) {
            return output.lines().toList();
        }
    }

    public int exitStatus() throws InterruptedException {
        return process.waitFor();
    }

    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    public void send(String signal) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Reads up to a line that has the given part. */
    public static void awaitLine(BufferedReader output, String part) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(part)) {
                return;
            }
            before.add(line);
        }
        throw new AssertionError("the command ended without \"" + part + "\": " + before);
    }

    public static void awaitDeath(ProcessHandle process) {
        long startNanos = System.nanoTime();
        while (!isDead(process)) {
            assertThat(System.nanoTime() - startNanos)
                    .as("process %d outlives the command: %s", process.pid(), process.info())
                    .isLessThan(DEATH_TIMEOUT_NANOS);
            Thread.onSpinWait();
        }
    }

    /** The values in the row of that name. */
    public static List<String> row(List<String> output, String name) {
        return output.stream()
                .filter(line -> line.strip().startsWith(name + "  "))
                .findFirst()
                .map(line -> Stream.of(
                                line.strip().substring(name.length()).strip().split("\\s+"))
                        .toList())
                .orElseThrow(() -> new AssertionError("no row \"" + name + "\" in " + output));
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
}
