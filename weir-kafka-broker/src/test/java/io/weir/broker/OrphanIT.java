package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrphanIT {

    private static final Duration DEATH_TIMEOUT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(strings = {"running", "paused"})
    void diesWithAParentThatIsKilled(String state, @TempDir Path directory) throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerOwner.class.getName(),
                        directory.toString(),
                        state)
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader output = owner.inputReader()) {
            ProcessHandle broker =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(broker.isAlive()).isTrue();

            owner.destroyForcibly().waitFor();

            long deadlineNanos = System.nanoTime() + DEATH_TIMEOUT.toNanos();
            while (!isDead(broker)) {
                assertThat(System.nanoTime())
                        .as("broker %d outlives its parent", broker.pid())
                        .isLessThan(deadlineNanos);
                Thread.onSpinWait();
            }
        } finally {
            owner.destroyForcibly();
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
}
