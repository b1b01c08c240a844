package io.weir.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrphanIT {

    private static final Duration DEATH_TIMEOUT = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,running", "POSTGRESQL,suspended", "MARIADB,running", "MARIADB,suspended"})
    void dataAndProcessesGoWithAParentThatIsKilled(String product, String state) throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerOwner.class.getName(),
                        product,
                        state)
                .redirectError(Redirect.INHERIT)
                .start();
        try (BufferedReader output = owner.inputReader()) {
            Path directory = Path.of(output.readLine());
            List<ProcessHandle> processes = new ArrayList<>();
            for (String line = output.readLine(); !line.isEmpty(); line = output.readLine()) {
                ProcessHandle.of(Long.parseLong(line)).ifPresent(processes::add);
            }
            assertThat(processes).isNotEmpty().noneMatch(ProcessTree::isGone);

            owner.destroyForcibly().waitFor();

            long deadlineNanos = System.nanoTime() + DEATH_TIMEOUT.toNanos();
            while (Files.exists(directory) || !processes.stream().allMatch(ProcessTree::isGone)) {
                assertThat(System.nanoTime())
                        .as("directory=%s, processes=%s", directory, processes)
                        .isLessThan(deadlineNanos);
                Thread.onSpinWait();
            }
        } finally {
            owner.destroyForcibly();
        }
    }
}
