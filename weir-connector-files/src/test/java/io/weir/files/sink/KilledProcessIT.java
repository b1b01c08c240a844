package io.weir.files.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real process is killed by SIGKILL again and again; a plain reader finds each number once. */
class KilledProcessIT {

    private static final int KILL_COUNT =
            (int) Math.max(1, 5 * Double.parseDouble(System.getProperty("weir.soak", "1")));
    private static final int RUN_MILLIS_MAX = 400;
    private static final long SEED = 20_261_126;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingWrittenTwice(KilledJob.Way way) throws Exception {
        Random random = new Random(SEED);
        int killCount = 0;
        while (killCount < KILL_COUNT && run(way, random.nextInt(RUN_MILLIS_MAX))) {
            killCount++;
            checkNothingTwice("kill " + killCount + ", seed=" + SEED);
        }
        assertThat(killCount).as("kills before the job's end").isPositive();
        assertThat(run(way, Long.MAX_VALUE)).as("killed").isFalse();

        assertThat(checkNothingTwice("end, seed=" + SEED)).isEqualTo((int) KilledJob.RECORD_COUNT);
        assertThat(PlainReader.pendingCount(out())).as("files left pending").isZero();
    }

    /** Runs the job, and returns whether it was killed before it ended. */
    private boolean run(KilledJob.Way way, long millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledJob.class.getName(),
                        directory.toString(),
                        way.name())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo(KilledJob.RUNNING);
            if (!process.waitFor(Math.min(millis, 100_000), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                return true;
            }
            assertThat(output.readLine()).isNull();
            assertThat(process.exitValue()).isZero();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Returns how many numbers there are. */
    private int checkNothingTwice(String when) throws IOException {
        BitSet seen = new BitSet();
        for (Path file : PlainReader.files(out())) {
            for (String line : PlainReader.linesOf(file)) {
                if (!line.equals("number")) {
                    int number = Integer.parseInt(line);
                    if (seen.get(number)) {
                        throw new AssertionError(when + ", twice: " + number + " in " + file);
                    }
                    seen.set(number);
                }
            }
        }
        return seen.cardinality();
    }

    private Path out() {
        return directory.resolve("out");
    }
}
