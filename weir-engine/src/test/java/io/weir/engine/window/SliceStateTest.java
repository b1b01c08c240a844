package io.weir.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.basic.DiscardSink;
import io.weir.basic.ListSource;
import io.weir.pipeline.Pipeline;
import io.weir.pipeline.PipelineBuilder;
import io.weir.state.Aggregation;
import io.weir.window.Windows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What checkpoints hold of windows that are made up of slices. */
class SliceStateTest {

    private static final Aggregation<Long, Long, Long> SUM = new Aggregation<>(0L, Long::sum, sum -> sum, Long::sum);

    private static WindowRig tumbling() {
        PipelineBuilder builder = Pipeline.named("slices");
        builder.source("numbers", ListSource.of(1L))
                .keyByLong(number -> number)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate("windows", Long.class, SUM)
                .sink("out", DiscardSink.create());
        WindowRig rig = new WindowRig(builder.build(), false);
        assertThat(rig.isSliced()).isTrue();
        rig.start(1);
        return rig;
    }

    private static int entriesOfNextCheckpoint(WindowRig rig) {
        int before = rig.deltaCount();
        rig.checkpoint();
        return rig.lastDeltaEntries("windows", before);
    }

    @Test
    void aBarrierTakesWhatChangedAndTheRemovalOfWhatWasDropped() {
        WindowRig rig = tumbling();
        for (long key = 0; key < 1000; key++) {
            rig.record(key, 5);
        }
        assertThat(entriesOfNextCheckpoint(rig)).isEqualTo(1000);
        assertThat(entriesOfNextCheckpoint(rig)).isZero();
        rig.record(7L, 5);
        rig.record(0L, 15);
        assertThat(entriesOfNextCheckpoint(rig)).isEqualTo(2);
        rig.watermark(9);
        assertThat(rig.emitted).hasSize(1000);
        assertThat(entriesOfNextCheckpoint(rig)).as("removals").isEqualTo(1000);
        assertThat(rig.stored()).containsEntry("windows", 1);
        assertThat(entriesOfNextCheckpoint(rig)).isZero();
    }

    @Test
    void aWindowThatNoBarrierSawLeavesNoTrace() {
        WindowRig rig = tumbling();
        rig.checkpoint();
        rig.record(7L, 5);
        rig.watermark(9);
        assertThat(entriesOfNextCheckpoint(rig)).isZero();
    }

    @Test
    void howFarTimeHasComeIsWrittenWhenAWindowHasEndedAndNotAtEachBarrier() {
        WindowRig rig = tumbling();
        rig.watermark(3);
        rig.checkpoint();
        int first = rig.deltaCount();
        assertThat(rig.stored()).containsEntry("event-time", 128 + 1);
        rig.watermark(8);
        rig.checkpoint();
        assertThat(rig.deltaCount()).isEqualTo(first);
        rig.watermark(9);
        rig.checkpoint();
        assertThat(rig.deltaCount()).isEqualTo(first + 1);
    }

    @Test
    void aRecordThatWasLateBeforeACrashIsLateAfterIt() {
        WindowRig rig = tumbling();
        rig.record(7L, 5);
        rig.watermark(12);
        rig.checkpoint();
        for (int parallelism = 1; parallelism <= 4; parallelism++) {
            rig.start(parallelism);
            rig.record(7L, 6);
            rig.record(7L, 16);
            rig.watermark(9);
        }
        rig.watermark(19);
        assertThat(rig.emitted).containsExactly("7 at 9", "7 at 19");
    }

    /** An accumulator. */
    record Total(long sum) {}

    private static WindowRig objects() {
        PipelineBuilder builder = Pipeline.named("slices");
        builder.source("numbers", ListSource.of(1L))
                .keyBy(number -> "key" + number)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate(
                        "windows",
                        Total.class,
                        new Aggregation<Long, Total, Total>(
                                new Total(0), (total, number) -> new Total(total.sum() + number), total -> total))
                .sink("out", DiscardSink.create());
        return new WindowRig(builder.build(), false);
    }

    @Test
    void windowsOfKeysWhoseTypeNobodyDeclaredEndAfterARestoreAlthoughNoKeyComes() {
        WindowRig rig = objects();
        rig.start(3);
        for (long number = 0; number < 50; number++) {
            rig.record(number, 5);
        }
        rig.checkpoint();
        rig.start(2);
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.emitted).hasSize(50).contains("Total[sum=49] at 9");
    }

    /** What {@link Total} has become. */
    record Wider(int more, long sum) {}

    @Test
    void accumulatorsOfAnOlderTypeAreRead() {
        WindowRig old = objects();
        old.start(2);
        for (long number = 0; number < 50; number++) {
            old.record(number, 5);
        }
        old.checkpoint();
        PipelineBuilder builder = Pipeline.named("slices");
        builder.source("numbers", ListSource.of(1L))
                .keyBy(number -> "key" + number)
                .window(Windows.tumbling(Duration.ofMillis(10)))
                .aggregate(
                        "windows",
                        Wider.class,
                        new Aggregation<Long, Wider, Wider>(
                                new Wider(0, 0), (total, number) -> new Wider(1, total.sum() + number), total -> total))
                .sink("out", DiscardSink.create());
        WindowRig rig = old.as(builder.build());
        rig.start(3);
        rig.record(49L, 6);
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.emitted).hasSize(50).contains("Wider[more=0, sum=48] at 9", "Wider[more=1, sum=98] at 9");
    }

    private static Pipeline sliding(Duration size, Duration slide, Duration offset) {
        PipelineBuilder builder = Pipeline.named("slices");
        builder.source("numbers", ListSource.of(1L))
                .keyByLong(number -> number)
                .window(Windows.sliding(size, slide, offset))
                .aggregate("windows", Long.class, SUM)
                .sink("out", DiscardSink.create());
        return builder.build();
    }

    /** Slices of other bounds may lie across two windows, or end where no window does: what they have would be lost. */
    @Test
    void windowsOfOtherBoundsAreRefusedAsLongAsSomeArePending() {
        Duration ten = Duration.ofMillis(10);
        WindowRig rig = tumbling();
        rig.record(7L, 5);
        rig.record(7L, 15);
        rig.watermark(9);
        rig.checkpoint();
        for (Pipeline other : List.of(
                sliding(Duration.ofMillis(15), Duration.ofMillis(15), Duration.ZERO),
                sliding(Duration.ofMillis(20), ten, Duration.ZERO),
                sliding(ten, ten, Duration.ofMillis(4)))) {
            assertThatThrownBy(() -> rig.as(other).start(2))
                    .hasMessageContaining("changed-windows")
                    .hasMessageContaining("10 ms every 10 ms from 0 ms");
        }

        rig.as(sliding(ten, ten, Duration.ZERO)).start(2);
        rig.watermark(19);
        rig.checkpoint();
        WindowRig next = rig.as(sliding(Duration.ofMillis(15), Duration.ofMillis(15), Duration.ZERO));
        next.start(2);
        next.record(7L, 31);
        next.watermark(44);
        assertThat(next.emitted).containsExactly("7 at 44");
    }
}
