package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.bench.JobWorkload.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyedSumTest {

    private static final long RECORDS = 100_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1, 1000", "1, 20000", "2, 1000", "2, 20000"})
    void weirHasTheRightSumsWhereverItIsStopped(int tasks, long keys) throws Exception {
        Generator generator = new Generator(keys);
        Workload weir = new JobWorkload(generator, Work.keyedSum(generator), tasks, Duration.ofMillis(50), directory);
        weir.start();
        Thread.sleep(300);
        weir.stop();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 20_000})
    void theLoopHasTheRightSumsWhateverItSaves(long keys) throws Exception {
        Generator generator = new Generator(keys);
        LoopBody body = new KeyedSumLoop(generator, LongSums.saved(keys));
        Workload loop = new LoopWorkload(body, Expected.ofKeyedSum(generator), Duration.ofMillis(20), directory);
        loop.start();
        Thread.sleep(300);
        loop.stop();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 20_000})
    void refusesOneWrongSumOnTheWayOfAnyKey(long keys) {
        for (long wrongIndex : new long[] {0, 1, RECORDS / 2}) {
            refuses(keys, List.of(RECORDS), tally(keys, wrongIndex));
        }
    }

    @Test
    void refusesOneWrongSumAtTheEndOfSplitsWhoseOrderIsNotKnown() {
        long keys = 1_000;
        // The last record of its key.
        long wrongIndex = RECORDS - 1;
        refuses(keys, List.of(RECORDS / 2, RECORDS / 2), tally(keys, wrongIndex));
    }

    @Test
    void recordsOfSeveralSplitsMayComeInAnyOrder() {
        Generator generator = new Generator(1_000);
        long[] sums = new long[1_000];
        Tally tally = new Tally(1_000);
        for (long index = RECORDS - 1; index >= 0; index--) {
            int key = (int) generator.key(index);
            sums[key] += index;
            tally.add(key, sums[key]);
        }
        assertThatCode(() -> Expected.ofKeyedSum(generator).check(List.of(RECORDS / 2, RECORDS / 2), tally))
                .doesNotThrowAnyException();
        refuses(1_000, List.of(RECORDS), tally);
    }

    @Test
    void refusesALostResult() {
        refuses(1_000, List.of(RECORDS + 1), tally(1_000, -1));
        refuses(1_000, List.of(RECORDS / 2 + 1, RECORDS / 2), tally(1_000, -1));
    }

    private static void refuses(long keys, List<Long> positions, Tally actual) {
        Expected expected = Expected.ofKeyedSum(new Generator(keys));
        assertThatThrownBy(() -> expected.check(positions, actual))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the results are wrong");
    }

    /** The results of the first records, of which one is wrong. */
    private static Tally tally(long keys, long wrongIndex) {
        Generator generator = new Generator(keys);
        long[] sums = new long[Math.toIntExact(keys)];
        Tally tally = new Tally(keys);
        for (long index = 0; index < RECORDS; index++) {
            int key = (int) generator.key(index);
            sums[key] += index;
            tally.add(key, index == wrongIndex ? sums[key] + 1 : sums[key]);
        }
        return tally;
    }
}
