package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.GeneratorSource;
import io.weir.bench.JobWorkload.Work;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.job.Weir;
import io.weir.pipeline.Pipeline;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowedSumTest {

    private static final long KEYS = 1_000;
    private static final int RECORDS_PER_WINDOW = 1_000_000;
    private static final Generator GENERATOR = new Generator(KEYS);
    private static final Expected EXPECTED = Expected.ofWindowedSum(GENERATOR);

    private static final long[][] SUMS = sums();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void weirHasTheRightSumsOfAllWindowsAtTheEndOfItsInput(int tasks) throws Exception {
        Work work = Work.windowedSum(GENERATOR);
        TallySink sink = new TallySink(work.results(), KEYS, () -> {});
        GeneratorSource<Event> source = GeneratorSource.<Event>of(GENERATOR::event)
                .timestamps(Generator::timestamp)
                .count(2_500_000);
        Pipeline pipeline = work.stages()
                .apply(Pipeline.named("sums").source("generate", source, work.watermarks()))
                .sink("tally", sink)
                .build();
        Weir weir = Weir.local(directory.resolve("journal"))
                .parallelism(tasks)
                .checkpointInterval(Duration.ofMillis(50))
                .restartStrategy(RestartStrategy.none());
        try (Job job = weir.start(pipeline)) {
            assertThat(job.join().state()).isEqualTo(JobState.FINISHED);
        }
        assertThat(sink.total().count()).isEqualTo(3 * KEYS);
        EXPECTED.check(Collections.nCopies(tasks, 2_500_000L / tasks), sink.total());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void weirHasTheRightSumsWhereverItIsStopped(int tasks) throws Exception {
        Workload weir =
                new JobWorkload(GENERATOR, Work.windowedSum(GENERATOR), tasks, Duration.ofMillis(50), directory);
        weir.start();
        Thread.sleep(500);
        weir.stop();
    }

    @Test
    void theLoopHasTheRightSumsOfTheWindowsThatAreOver() {
        WindowedSumLoop loop = new WindowedSumLoop(GENERATOR, LongSums.saved(KEYS));
        loop.run(0, 2_500_000);
        assertThat(loop.tally().count()).isEqualTo(2 * KEYS);
        EXPECTED.check(List.of(2_500_000L), loop.tally());
    }

    @Test
    void theLoopSavesTheSumsThatChangedInTheOpenWindow() {
        WindowedSumLoop loop = new WindowedSumLoop(GENERATOR, LongSums.saved(KEYS));
        loop.run(0, RECORDS_PER_WINDOW + 1);
        ByteBuffer saved = ByteBuffer.allocate(loop.savedSize());
        loop.save(saved);
        saved.flip();
        assertThat(saved.getLong()).isEqualTo(1_000);
        assertThat(saved.getLong()).isEqualTo(GENERATOR.key(RECORDS_PER_WINDOW));
        assertThat(saved.getLong()).isEqualTo(RECORDS_PER_WINDOW);
        assertThat(saved.hasRemaining()).isFalse();
    }

    @Test
    void windowsThatAreNotOverHaveNoResult() {
        EXPECTED.check(List.of(1_000_000L), new Tally(KEYS));
        EXPECTED.check(List.of(2_500_000L), tally(2));
    }

    @Test
    void splitsMayBeUnequallyFar() {
        // Split 0 has read all of its records below index 4,500,000, split 1 those below 2,500,000.
        EXPECTED.check(List.of(2_250_000L, 1_250_000L), tally(2));
    }

    @Test
    void refusesOneWrongSum() {
        Tally off = tally(1);
        off.addWindow(7, sum(7, 1) + 1, 1_000);
        refuses(completed(off, 7, 1));
    }

    @Test
    void refusesALostResult() {
        refuses(completed(tally(1), 7, 1));
    }

    @Test
    void refusesAResultThatCameTwice() {
        Tally twice = tally(2);
        twice.addWindow(7, sum(7, 1), 1_000);
        refuses(twice);
    }

    @Test
    void refusesTheResultsOfOneWindowUnderAnother() {
        Tally swapped = new Tally(KEYS);
        for (long key = 0; key < KEYS; key++) {
            swapped.addWindow(key, sum(key, 0), 1_000);
            swapped.addWindow(key, sum(key, 1), 0);
        }
        refuses(swapped);
    }

    @Test
    void refusesWindowsThatNeverEnd() {
        refuses(tally(1));
        refuses(new Tally(KEYS));
    }

    private static void refuses(Tally actual) {
        assertThatThrownBy(() -> EXPECTED.check(List.of(2_500_000L), actual))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the results are wrong");
    }

    /** The results of the first windows. */
    private static Tally tally(int windowCount) {
        Tally tally = new Tally(KEYS);
        for (int window = 0; window < windowCount; window++) {
            for (long key = 0; key < KEYS; key++) {
                tally.addWindow(key, sum(key, window), window * 1_000L);
            }
        }
        return tally;
    }

    /** Adds what is missing of a window but for one key. */
    private static Tally completed(Tally tally, long missingKey, int window) {
        for (long key = 0; key < KEYS; key++) {
            if (key != missingKey) {
                tally.addWindow(key, sum(key, window), window * 1_000L);
            }
        }
        return tally;
    }

    /** The sum of a key's indices in a window, in the plainest way. */
    private static long sum(long key, int window) {
        return SUMS[window][(int) key];
    }

    private static long[][] sums() {
        long[][] sums = new long[3][(int) KEYS];
        for (int index = 0; index < 3 * RECORDS_PER_WINDOW; index++) {
            sums[index / RECORDS_PER_WINDOW][(int) GENERATOR.key(index)] += index;
        }
        return sums;
    }
}
