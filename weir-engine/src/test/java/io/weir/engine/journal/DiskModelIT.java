package io.weir.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.disk.LoopDisk;
import io.weir.engine.disk.LoopDisk.Cut;
import io.weir.engine.disk.LoopDisk.PowerSwitch;
import io.weir.engine.local.LocalJobDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the model of the disk against a real ext4: after the same operations and a cut of the power, what is found on
 * the real disk must be something that the model allows.
 */
class DiskModelIT {

    private static final double SOAK = Double.parseDouble(System.getProperty("weir.soak", "1"));
    private static final int SEQUENCES_PER_ROUND = 100;
    private static final int STEPS_MAX = 40;
    private static final int MEBIBYTES = 64;

    @TempDir
    private Path directory;

    private LoopDisk disk;
    private int cutCount;
    private int lossCount;

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
    void whatARealDiskLeavesIsAllowedByTheModel(int round) throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < SEQUENCES_PER_ROUND; i++) {
            int seed = round * SEQUENCES_PER_ROUND + i;
            assertThat(refusal(seed, UnaryOperator.identity()))
                    .as("seed=%d", seed)
                    .isNull();
        }
        System.out.printf(
                "disk model: round=%d, sequences=%,d, of which lost something=%,d, seconds=%.1f%n",
                round, cutCount, lossCount, (System.nanoTime() - begin) / 1e9);
        assertThat(lossCount).as("a cut that loses nothing proves nothing").isPositive();
    }

    /** A real disk that does not do what it is told must be refused, or the comparison proves nothing. */
    @Test
    void aDiskThatDoesNotSyncIsRefused() throws IOException {
        int refused = 0;
        for (int seed = 1; seed <= 10; seed++) {
            refused += refusal(seed, WithoutSync::new) == null ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    private String refusal(int seed, UnaryOperator<JournalStore> spoiling) throws IOException {
        Random random = new Random(seed);
        Path path = disk.root().resolve("job-" + cutCount);
        DiskModel model = DiskModel.crashingStore();
        LocalJobDirectory real = LocalJobDirectory.open(path, "disk");
        DiskPair pair = new DiskPair(model.store(), spoiling.apply(real), random);
        int steps = 1 + random.nextInt(STEPS_MAX);
        try (PowerSwitch power = disk.powerSwitch(Cut.values()[random.nextInt(Cut.values().length)])) {
            for (int i = 0; i < steps; i++) {
                pair.step();
                if (random.nextInt(25) == 0) {
                    disk.writeBack();
                    pair.log().add("write back");
                }
            }
            power.cut();
        } catch (AssertionError e) {
            throw new AssertionError("seed=" + seed, e);
        } finally {
            pair.close();
            real.close();
        }
        disk.powerOn();
        cutCount++;
        try (LocalJobDirectory after = LocalJobDirectory.open(path, "disk")) {
            Map<String, byte[]> found = DiskPair.files(after);
            lossCount += same(found, DiskPair.files(model.store())) ? 0 : 1;
            String refusal = model.refusal(found);
            return refusal == null ? null : refusal + ", operations=" + pair.log();
        } finally {
            makeRoom(path);
        }
    }

    private static void makeRoom(Path job) throws IOException {
        try (Stream<Path> files = Files.list(job)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(name -> Arrays.equals(one.get(name), other.get(name)));
    }
}
