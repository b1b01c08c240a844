package io.weir.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State of four times the heap: the job runs, is killed, comes back, and never takes more memory. */
class LargeStateIT {

    private static final int HEAP_MIB = 64;
    private static final int KEYS = 128_000;
    private static final int VALUE_SIZE = 4 * HEAP_MIB * (1 << 20) / KEYS;

    /** Every key once, and half of them once more. */
    private static final int RECORDS = KEYS + KEYS / 2;

    /** Heap, RocksDB's memory, and what a JVM takes beside: classes, compiled code, threads, the allocator. */
    private static final long RESIDENT_MIB_MAX = HEAP_MIB + 32 + 160;

    @TempDir
    private Path directory;

    @Test
    void aStateOfFourTimesTheHeapIsRecoveredAfterAKillWithFlatMemory() throws Exception {
        Run killed = new Run(KEYS + KEYS / 4);
        assertThat(killed.at).as("killed in the second round: %s", killed.lines).isGreaterThanOrEqualTo(KEYS);
        Run second = new Run(Long.MAX_VALUE);

        assertThat(second.lines).contains("ended FINISHED");
        assertThat(second.status).as("%s", second.lines).isZero();
        assertThat(second.from).as("recovered, not begun anew").isGreaterThan(KEYS / 2);
        for (Run run : List.of(killed, second)) {
            System.out.printf("resident, MiB: %s%n", run.residentMib);
            assertThat(Collections.max(run.residentMib)).isLessThan(RESIDENT_MIB_MAX);
        }
        try (var left = Files.list(directory.resolve("scratch"))) {
            assertThat(left).as("what the killed process left is gone too").isEmpty();
        }
    }

    /** One process, watched. */
    private final class Run {
        private final List<String> lines = new ArrayList<>();
        private final List<Long> residentMib = new ArrayList<>();
        private long from;
        private long at;
        private final int status;

        /** @param killedAt the record at which the process is killed */
        Run(long killedAt) throws Exception {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP_MIB + "m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeStateJob.class.getName(),
                            directory.toString(),
                            Integer.toString(KEYS),
                            Integer.toString(RECORDS),
                            Integer.toString(VALUE_SIZE))
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out = process.inputReader()) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    lines.add(line);
                    if (line.startsWith("from ")) {
                        from = Long.parseLong(line.substring(5));
                    } else if (line.startsWith("at ")) {
                        at = Long.parseLong(line.substring(3));
                        residentMib.add(residentMib(process.pid()));
                        if (at >= killedAt) {
                            break;
                        }
                    }
                }
                if (at >= killedAt) {
                    process.destroyForcibly();
                }
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                status = process.exitValue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static long residentMib(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
