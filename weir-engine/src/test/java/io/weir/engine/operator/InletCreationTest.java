package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.journal.RestoredStates;
import io.weir.engine.latency.ReadSpans;
import io.weir.engine.latency.ReadTimes;
import io.weir.engine.port.Clock;
import io.weir.time.WatermarkStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader tells of the creation of records gets to the task's notes, whatever the inlet and on whichever output it is told. */
class InletCreationTest {

    private static final Output NOWHERE = (value, timestamp) -> {};

    private static final Clock CLOCK = new Clock() {
        @Override
        public long nanoTime() {
            return 1_000_000_000;
        }

        @Override
        public long currentTimeMillis() {
            return 60_000;
        }
    };

    @Test
    void everyRunOfRecordsCountsFromItsCreation() {
        SplitTimes none = new SplitTimes("source", RestoredStates.NONE);
        List<SourceInlet> inlets = List.of(
                new PlainInlet(NOWHERE, NOWHERE),
                new TimedInlet(
                        WatermarkStrategy.forMonotonousTimestamps(),
                        none,
                        (inlet, generator, restoredWatermark) ->
                                new EmittingSplit(inlet, generator, restoredWatermark, null, NOWHERE),
                        NOWHERE));
        for (SourceInlet inlet : inlets) {
            ReadTimes times = new ReadTimes(CLOCK);
            inlet.noteCreation(times);
            inlet.addSplit("a");
            inlet.forSplit("a").emit("first", 1);
            inlet.forSplit("a").emit("second", 2);
            inlet.forSplit("a").created(59_990, 59_995);
            inlet.forSplit("a").emit("third", 3);
            inlet.created(59_998, 59_998);
            ReadSpans spans = times.take();
            assertThat(spans.size()).as("%s", inlet.getClass()).isEqualTo(2);
            assertThat(spans.count(0)).isEqualTo(2);
            assertThat(spans.oldestNanos(0)).isEqualTo(990_000_000);
            assertThat(spans.newestNanos(0)).isEqualTo(995_000_000);
            assertThat(spans.count(1)).isEqualTo(1);
            assertThat(spans.oldestNanos(1)).isEqualTo(998_000_000);
        }
    }
}
