package io.weir.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.CommandProcess;
import io.weir.proof.report.Budget;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the crash test as its users do, as a process of its own, on a real broker. */
class VerifyIT {

    private static final int STRIKES = 20;

    /** What kills at steps are to have covered: at least one step of each line. */
    private static final List<List<String>> STEP_CLASSES = List.of(
            List.of("RECOVERING", "JOURNAL_RECOVERED", "FENCING", "FENCED", "RUNNING"),
            List.of("TRIGGERED", "ALIGNED", "SNAPSHOT"),
            List.of("PRE_COMMITTING", "PRE_COMMITTED", "ACKNOWLEDGED"),
            List.of("DECIDING", "DECIDED"),
            List.of("COMMITTING", "COMMITTED", "CONFIRMED"));

    @TempDir
    private Path temporary;

    /** With {@code -Dweir.soak=10} ten times as many. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void isExactThroughTwentyStrikesOfEveryKindAndLeavesNothingBehind() throws Exception {
        int strikes = Budget.of(STRIKES);
        CommandProcess verify =
                CommandProcess.start(temporary, "verify", "--debug", "--kills=" + strikes, "--seed=4", "--rate=1000");

        List<String> output = verify.readToEnd();

        assertThat(verify.exitStatus()).as("exit status, after %s", output).isZero();
        assertThat(CommandProcess.row(output, "strikes")).containsExactly(String.format("%,d", strikes));
        for (Strike.Kind kind : Strike.Kind.values()) {
            assertThat(number(output, kind.words())).as(kind.words()).isPositive();
        }
        String all = String.join(" ", output.subList(output.indexOf("  struck at a step"), output.size()));
        for (List<String> stepClass : STEP_CLASSES) {
            assertThat(stepClass).as("in %s", all).anyMatch(step -> all.contains(step + " "));
        }
        assertThat(number(output, "woken, and ended as superseded"))
                .isEqualTo(number(output, Strike.Kind.ZOMBIE.words()));
        assertThat(number(output, "steps that were not reached in time"))
                .as("else the strikes have missed what they were to hit")
                .isLessThanOrEqualTo(strikes / 4);
        for (String row : List.of(
                "lost",
                "duplicated",
                "wrong",
                "out of order",
                "of nothing that went in",
                "differences between both readers",
                "hanging transactions")) {
            assertThat(number(output, row)).as(row).isZero();
        }
        assertThat(number(output, "results"))
                .isEqualTo(number(output, "records in"))
                .isPositive();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void verifiesAPipelineOfTheUsersOwn() throws Exception {
        CommandProcess verify = ofUser(AcmePipeline.class, "--kills=4");

        List<String> output = verify.readToEnd();

        assertThat(verify.exitStatus()).as("exit status, after %s", output).isZero();
        assertThat(number(output, "records in")).isEqualTo(4_000);
        assertThat(number(output, "results")).isEqualTo(4_000);
        assertThat(temporary).isEmptyDirectory();
    }

    /** The fault that every check must see: the pipeline keeps state that it does not declare. */
    @Test
    void findsAPipelineOfTheUsersOwnThatForgets() throws Exception {
        CommandProcess verify = ofUser(AcmePipeline.Forgetful.class, "--kills=4", "--only=kill");

        List<String> output = verify.readToEnd();

        assertThat(verify.exitStatus()).as("exit status, after %s", output).isEqualTo(1);
        assertThat(output)
                .contains("NOT exact:")
                .anyMatch(line -> line.contains("the undisturbed run has no such record; it has there: "))
                .anyMatch(line -> line.contains("With --kills 0 the same command compares two runs"))
                .anyMatch(line -> line.contains("--seed 4"))
                .anyMatch(line -> line.contains("stay in " + temporary));
        assertThat(temporary.resolve(temporary.toFile().list()[0]))
                .isDirectoryContaining(path -> path.endsWith("job"))
                .isDirectoryContaining(path -> path.endsWith("broker"));
    }

    /** What it has put out by then is less than the whole, and a struck run that puts out as little would look exact. */
    @Test
    void refusesAPipelineOfTheUsersOwnThatFailsByItself() throws Exception {
        CommandProcess verify = ofUser(AcmePipeline.Failing.class, "--kills=4");

        List<String> output = verify.readToEnd();

        assertThat(verify.exitStatus()).as("exit status, after %s", output).isEqualTo(3);
        assertThat(output)
                .anyMatch(line -> line.contains("the pipeline fails although nothing is struck"))
                .anyMatch(line -> line.contains("a payment of 2000"));
    }

    /** The signals of Ctrl-C, of kill, and the one that cannot be handled; while the job is one that was stopped, and another in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void noProcessOutlivesTheCommand(String signal) throws Exception {
        CommandProcess verify =
                CommandProcess.start(temporary, "verify", "--debug", "--only=zombie", "--kills=50", "--seed=4");
        List<ProcessHandle> children;
        try (BufferedReader output = verify.output()) {
            CommandProcess.awaitLine(output, "no. 1");
            children = awaitTwoJobs(verify);

            verify.send(signal);
            output.lines().forEach(line -> {});
        }

        assertThat(verify.exitStatus()).isNotZero();
        children.forEach(CommandProcess::awaitDeath);
        if (!signal.equals("KILL")) {
            assertThat(temporary).isEmptyDirectory();
        }
    }

    private static List<ProcessHandle> awaitTwoJobs(CommandProcess verify) {
        while (true) {
            List<ProcessHandle> descendants = verify.descendants();
            if (descendants.stream().filter(VerifyIT::isJob).count() >= 2) {
                return descendants;
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean isJob(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains("verify-job");
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    private CommandProcess ofUser(Class<?> pipeline, String... options) throws Exception {
        String[] all = Arrays.copyOf(
                new String[] {
                    "verify",
                    "--debug",
                    "--seed=4",
                    "--pipeline=" + pipeline.getName(),
                    "--input=payments",
                    "--output=balances"
                },
                6 + options.length);
        System.arraycopy(options, 0, all, 6, options.length);
        return CommandProcess.start(temporary, all);
    }

    private static long number(List<String> output, String row) {
        return Long.parseLong(CommandProcess.row(output, row).get(0).replace(",", ""));
    }
}
