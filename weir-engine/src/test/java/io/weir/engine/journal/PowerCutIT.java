package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.engine.disk.LoopDisk;
import io.weir.engine.disk.LoopDisk.Cut;
import io.weir.engine.disk.LoopDisk.PowerSwitch;
import io.weir.engine.local.LocalJobDirectory;
import io.weir.error.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process writes a journal on a real ext4 whose power is cut at random moments: during recovery, between and within
 * calls. What the process was told to be decided is there when the power is back, and nothing is wrong.
 */
class PowerCutIT {

    private static final double SOAK = Double.parseDouble(System.getProperty("weir.soak", "1"));
    private static final int CUTS_PER_ROUND = 30;
    private static final int LINES_MAX = 60;
    private static final int MEBIBYTES = 128;

    /** A call takes up to some milliseconds. */
    private static final int DELAY_NANOS_MAX = 6_000_000;

    /** After so many cuts the job begins anew, so that first attempts are cut too. */
    private static final int CUTS_PER_JOB = 10;

    @TempDir
    private Path directory;

    private final Map<String, Integer> cutAt = new TreeMap<>();
    private final List<String> said = new ArrayList<>();
    private LoopDisk disk;
    private JournalOracle oracle = new JournalOracle();
    private long decidedCount;
    private long undecidedFoundCount;

    @BeforeEach
    void make() throws IOException {
        disk = LoopDisk.makeOrSkip(directory, MEBIBYTES);
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    static IntStream rounds() {
        return IntStream.range(0, (int) Math.ceil(SOAK));
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void whatWasDecidedIsThereWhenThePowerIsBack(int round) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < CUTS_PER_ROUND; i++) {
            cutAndCheck(round * CUTS_PER_ROUND + i, "honest");
        }
        System.out.printf(
                "power cuts: round=%d, cuts=%,d, checkpoints decided=%,d, found although not told=%,d, cut at=%s,"
                        + " seconds=%.1f%n",
                round, CUTS_PER_ROUND, decidedCount, undecidedFoundCount, cutAt, (System.nanoTime() - begin) / 1e9);
        assertThat(decidedCount).isGreaterThan(CUTS_PER_ROUND);
    }

    /** On a disk that only says that it has synced, the check must fail, or it proves nothing. */
    @Test
    void aDiskThatDoesNotSyncIsFoundOut() {
        assertThatThrownBy(() -> {
                    for (int seed = 0; seed < CUTS_PER_JOB; seed++) {
                        cutAndCheck(seed, "lying");
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    private void cutAndCheck(int seed, String honesty) throws Exception {
        if (seed % CUTS_PER_JOB == 0) {
            oracle = new JournalOracle();
            said.clear();
        }
        Path job = disk.root().resolve("job-" + seed / CUTS_PER_JOB);
        try {
            runUntilPowerFails(job, seed, honesty);
            disk.powerOn();
            check(job);
            said.add("power back");
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed=" + seed + ", said=" + said, e);
        }
        if (seed % CUTS_PER_JOB == CUTS_PER_JOB - 1) {
            makeRoom(job);
        }
    }

    private static void makeRoom(Path job) throws IOException {
        try (Stream<Path> files = Files.list(job)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * What the process says after the cut does not count: a sync that is under way when the kernel shuts the file
     * system down may report success although nothing was written. With real power, nobody would hear of it.
     */
    private void runUntilPowerFails(Path job, int seed, String honesty) throws Exception {
        Random random = new Random(seed);
        int lines = 1 + random.nextInt(LINES_MAX);
        Process process = start(job, seed, honesty);
        try (PowerSwitch power = disk.powerSwitch(Cut.values()[random.nextInt(Cut.values().length)]);
                BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
            OutputStream toProcess = process.getOutputStream();
            String last = "";
            for (int i = 0; i < lines; i++) {
                last = told.readLine();
                hear(last);
                if (isQuestion(last)) {
                    toProcess.write('\n');
                    toProcess.flush();
                }
            }
            cutAt.merge(last.split(" ", 2)[0], 1, Integer::sum);
            if (random.nextInt(4) == 0) {
                disk.writeBack();
            }
            spin(random.nextInt(DELAY_NANOS_MAX));
            power.cut();
            toProcess.close();
            last = told.lines().reduce(last, (before, line) -> line);
            assertThat(last).isIn("failed checkpoint-store-failed", "failed journal-stopped", "left alone");
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("the process ends")
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean isQuestion(String line) {
        return line.split(" ", 2)[0].endsWith("ing");
    }

    private static void spin(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    /** Takes note of what the process says. */
    private void hear(String line) {
        assertThat(line).as("the process has ended").isNotNull();
        said.add(line);
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "recovered" -> oracle.recovered(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "appending" -> oracle.appending(PowerCutJob.data(Long.parseLong(words[1])));
            case "appended" -> {
                oracle.appended();
                decidedCount++;
            }
            case "confirming" -> oracle.confirming("out", Long.parseLong(words[1]));
            case "finishing" -> {
                oracle.confirming("out", Long.parseLong(words[1]));
                oracle.finishing();
            }
            case "finished" -> oracle.finished();
            default -> assertThat(words[0]).isIn("recovering", "building", "built", "confirmed");
        }
    }

    private void check(Path job) {
        try (LocalJobDirectory store = LocalJobDirectory.open(job, PowerCutJob.PIPELINE)) {
            RecoveredJob found = Journal.recover(store, PowerCutJob.PIPELINE, () -> "000000000000000a");
            oracle.check(found);
            if (JobModel.of(found.checkpoint()).checkpointId()
                    > oracle.decided().checkpointId()) {
                undecidedFoundCount++;
            }
            oracle.adopt(found);
            found.journal().close();
        }
    }

    private static Process start(Path job, int seed, String honesty) throws Exception {
        String classPath = Stream.of(PowerCutJob.class, Journal.class, WeirException.class)
                .map(PowerCutIT::place)
                .collect(Collectors.joining(System.getProperty("path.separator")));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        classPath,
                        PowerCutJob.class.getName(),
                        job.toString(),
                        Integer.toString(seed),
                        honesty)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
