package io.weir.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.basic.GeneratorSource;
import io.weir.basic.MemorySink;
import io.weir.basic.MemoryStore;
import io.weir.engine.checkpoint.CheckpointSettings;
import io.weir.engine.commit.CommitSettings;
import io.weir.engine.job.Guarantee;
import io.weir.engine.job.Job;
import io.weir.engine.job.JobSettings;
import io.weir.engine.job.JobState;
import io.weir.engine.job.RestartStrategy;
import io.weir.engine.journal.BaseThresholds;
import io.weir.engine.journal.JournalFile;
import io.weir.engine.journal.JournalReader;
import io.weir.engine.journal.JournalStore;
import io.weir.pipeline.Pipeline;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A base is made in the background within its share of the time, by the clock of the simulated world; but not for longer than the segments bear. */
class BaseInBackgroundTest {

    private static final int MILLIS_PER_FILE = 5;
    private static final int SIZE_MIN = 4_000;

    private final SimWorld world = new SimWorld(1);
    private final SlowStore disk = new SlowStore(new SimStore(), world);
    private final MemoryStore<Long> output = new MemoryStore<>();

    /** Every base is merged from what was written. */
    private static BaseThresholds merged() {
        return new BaseThresholds(SIZE_MIN, 64).withWholeSizeMax(0);
    }

    private Job start(BaseThresholds bases) {
        JobSettings settings = new JobSettings(
                1,
                Guarantee.EXACTLY_ONCE,
                new CheckpointSettings(20_000_000L, 60_000_000_000L, 4),
                CommitSettings.DEFAULT,
                RestartStrategy.none(),
                List.of(),
                bases,
                false);
        Pipeline pipeline = Pipeline.named("background")
                .source("numbers", GeneratorSource.of(index -> index).ratePerSecond(2_000))
                .keyByLong(number -> number % 50)
                .aggregate("sum", 0L, Long::sum)
                .sink("out", MemorySink.to(output))
                .build();
        return Job.start(pipeline, settings, disk, world.ports(), () -> {});
    }

    /** Runs until a base has got its name; returns how long it took from its first byte on, in the world's milliseconds. */
    private long millisOfABase(BaseThresholds bases) {
        Job job = start(bases);
        world.runUntil(() -> disk.publishedNanos > 0);
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        return (disk.publishedNanos - disk.begunNanos) / 1_000_000;
    }

    @Test
    void withAllOfTheTimeItIsMadeInOneGo() {
        assertThat(millisOfABase(merged().withShare(1))).isLessThan(9 * 2 * MILLIS_PER_FILE);
    }

    @Test
    void withATenthOfTheTimeItRestsNineTimesAsLongAsItHasWorked() {
        // At least the base and a segment are opened or made before it rests, and nothing after it.
        assertThat(millisOfABase(merged().withShare(0.1)))
                .isGreaterThanOrEqualTo(9 * 2 * MILLIS_PER_FILE)
                .isLessThan(9 * 20 * MILLIS_PER_FILE);
        assertThat(disk.appendsWhileBuilding).as("checkpoints while it rests").isGreaterThan(2);
    }

    @Test
    void theRestEndsWhenTheSegmentsHaveOutgrownTheBaseTooFar() {
        // A rest of a minute, unless something ends it.
        long millis = millisOfABase(merged().withShare(0.000_01));
        assertThat(millis).isBetween(50L, 30_000L);
        assertThat(disk.segmentBytesAtPublish)
                .isBetween((long) BaseThresholds.PRESSING * SIZE_MIN, 2L * BaseThresholds.PRESSING * SIZE_MIN);
    }

    @Test
    void aJobThatIsStoppedWhileItRestsLeavesNothingThatItsSuccessorMinds() {
        Job job = start(merged().withShare(0.000_01));
        world.runUntil(() -> disk.begunNanos > 0);
        world.runUntil(() -> disk.appendsWhileBuilding > 1);
        job.stop();
        world.runUntil(() -> job.state() == JobState.STOPPED);
        assertThat(disk.publishedNanos).isZero();
        long last = JournalReader.last(disk).checkpointId();

        disk.begunNanos = 0;
        start(merged().withShare(1));
        world.runUntil(() -> disk.publishedNanos > 0);
        assertThat(JournalReader.last(disk).checkpointId()).isGreaterThan(last);
        assertThat(disk.list()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void whereMostOfTheStateHasChangedNothingIsReadForIt() {
        start(new BaseThresholds(SIZE_MIN, 64));
        int opened = disk.openedCount;

        world.runUntil(() -> disk.publishedCount == 3);

        assertThat(disk.openedCount).isEqualTo(opened);
        assertThat(JournalReader.summary(disk).checkpoints()).hasSizeLessThan(100);
    }

    /** Every file that is opened or made takes time. */
    private static final class SlowStore implements JournalStore {
        private final SimStore store;
        private final SimWorld world;
        private long begunNanos;
        private long publishedNanos;
        private int appendsWhileBuilding;
        private int openedCount;
        private int publishedCount;
        private long segmentBytesAtPublish;

        SlowStore(SimStore store, SimWorld world) {
            this.store = store;
            this.world = world;
        }

        private long nowNanos() {
            return world.ports().clock().nanoTime();
        }

        @Override
        public List<String> list() {
            return store.list();
        }

        @Override
        public InputStream open(String name) throws IOException {
            world.passMillis(MILLIS_PER_FILE);
            openedCount++;
            return store.open(name);
        }

        @Override
        public long size(String name) throws IOException {
            return store.size(name);
        }

        @Override
        public JournalFile create(String name) throws IOException {
            boolean base = name.startsWith("base");
            if (base && begunNanos == 0) {
                begunNanos = nowNanos();
            }
            world.passMillis(base ? MILLIS_PER_FILE : 0);
            JournalFile file = store.create(name);
            return base ? file : new Segment(file);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            store.rename(from, to);
            publishedCount += to.startsWith("base") ? 1 : 0;
            if (to.startsWith("base") && publishedNanos == 0) {
                publishedNanos = nowNanos();
                for (String name : store.list()) {
                    segmentBytesAtPublish += name.startsWith("journal") ? store.size(name) : 0;
                }
            }
        }

        @Override
        public void delete(String name) {
            store.delete(name);
        }

        @Override
        public void sync(String name) throws IOException {
            store.sync(name);
        }

        @Override
        public void syncDirectory() {
            store.syncDirectory();
        }

        @Override
        public String location() {
            return store.location();
        }

        private final class Segment implements JournalFile {
            private final JournalFile file;

            Segment(JournalFile file) {
                this.file = file;
            }

            @Override
            public void append(byte[] bytes, int offset, int length) throws IOException {
                file.append(bytes, offset, length);
            }

            @Override
            public void sync() throws IOException {
                appendsWhileBuilding += begunNanos > 0 && publishedNanos == 0 ? 1 : 0;
                file.sync();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        }
    }
}
