package io.weir.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.item.Control.Idle;
import io.weir.engine.item.Control.Watermark;
import io.weir.engine.journal.CheckpointData.StateDelta;
import io.weir.engine.journal.RestoredStates;
import io.weir.engine.state.CaptureScope;
import io.weir.engine.state.StateCapture;
import io.weir.time.Timestamps;
import io.weir.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Event time of a reader: what was assigned and not read yet holds it back, and only what had its chance to be read becomes idle. */
class TimedInletTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;
    private static final long HOUR = 3600 * SECOND;
    private static final WatermarkStrategy<Object> MONOTONOUS = WatermarkStrategy.forMonotonousTimestamps();

    private final TimedInlet patient = inlet(MONOTONOUS);
    private final TimedInlet inlet = inlet(MONOTONOUS.withIdleness(Duration.ofSeconds(1)));

    private static TimedInlet inlet(WatermarkStrategy<Object> strategy) {
        return new TimedInlet(
                strategy,
                new SplitTimes("source", RestoredStates.NONE),
                (inlet, generator, restoredWatermark) ->
                        new EmittingSplit(inlet, generator, restoredWatermark, null, (value, timestamp) -> {}),
                (value, timestamp) -> {});
    }

    @Test
    void aReaderWithoutSplitsBecomesIdle() {
        assertThat(inlet.eventTime(HOUR, false)).isNull();
        assertThat(inlet.eventTime(HOUR + SECOND - 1, false)).isNull();
        assertThat(inlet.eventTime(HOUR + SECOND, false)).isEqualTo(new Idle());
        assertThat(inlet.eventTime(HOUR + 2 * SECOND, false)).as("told once").isNull();
    }

    @Test
    void aReaderThatGotNoSplitIsIdleAtOnceUntilItGetsOne() {
        assertThat(patient.eventTime(0, false)).as("splits may be on their way").isNull();
        patient.assigned();
        assertThat(patient.eventTime(0, false)).isEqualTo(new Idle());
        patient.addSplit("0");
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(Timestamps.NONE));
        assertThat(patient.eventTime(HOUR, false)).isNull();
    }

    @Test
    void aReaderThatGetsNoSplitAtAllIsAtItsEnd() {
        patient.assigned();
        assertThat(patient.eventTime(0, false)).isEqualTo(new Idle());
        patient.noMoreSplits();
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(Timestamps.MAX));
        assertThat(patient.eventTime(HOUR, false)).as("told once").isNull();
        assertThat(patient.alignedTime()).isEqualTo(Timestamps.MAX);
    }

    @Test
    void aReaderOfEmptySplitsBecomesIdle() {
        inlet.addSplit("0");
        inlet.addSplit("1");
        assertThat(inlet.eventTime(0, false)).isNull();
        assertThat(inlet.eventTime(SECOND, false)).isEqualTo(new Idle());
    }

    @Test
    void withoutIdlenessNothingBecomesIdle() {
        assertThat(patient.eventTime(0, false)).isNull();
        assertThat(patient.eventTime(HOUR, false)).isNull();
        patient.addSplit("0");
        assertThat(patient.eventTime(2 * HOUR, false)).isNull();
    }

    @Test
    void anAssignedSplitHoldsTimeBackUntilItsFirstRecord() {
        patient.addSplit("0");
        patient.addSplit("1");
        patient.forSplit("0").emit("new", 1000);
        assertThat(patient.eventTime(0, false)).isNull();

        patient.forSplit("1").emit("old", 5);
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(4));
    }

    @Test
    void aWatermarkThatMayWaitIsToldLaterAndKnownToOthersAtOnce() {
        patient.addSplit("0");
        patient.forSplit("0").emit("x", 10);
        assertThat(patient.eventTime(0, true)).isNull();
        assertThat(patient.alignedTime()).isEqualTo(9);
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(9));
        assertThat(patient.eventTime(0, false)).isNull();
    }

    @Test
    void aWatermarkThatWaitsIsToldBeforeThatAllSplitsAreIdle() {
        patient.addSplit("0");
        patient.forSplit("0").emit("x", 10);
        assertThat(patient.eventTime(0, true)).isNull();
        patient.forSplit("0").markIdle();
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(9));
        assertThat(patient.eventTime(0, false)).isEqualTo(new Idle());
    }

    @Test
    void aSplitThatIsMarkedIdleDoesNotHoldTimeBackUntilItsNextRecord() {
        patient.addSplit("0");
        patient.addSplit("1");
        patient.forSplit("0").emit("x", 10);
        assertThat(patient.eventTime(0, false)).isNull();

        patient.forSplit("1").markIdle();
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(9));

        patient.forSplit("1").emit("late", 5);
        patient.forSplit("0").emit("y", 20);
        assertThat(patient.eventTime(0, false)).as("split 1 is at 4").isNull();
    }

    @Test
    void aReaderWhoseSplitsAreAllMarkedIdleIsIdleAtOnce() {
        patient.addSplit("0");
        patient.markIdle();
        assertThat(patient.eventTime(0, false)).isEqualTo(new Idle());
        assertThat(patient.eventTime(0, false)).as("told once").isNull();

        patient.forSplit("0").emit("x", 10);
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(9));
    }

    @Test
    void aSplitThatIsAssignedToAnIdleReaderHoldsTimeBackAgain() {
        inlet.eventTime(0, false);
        assertThat(inlet.eventTime(SECOND, false)).isEqualTo(new Idle());

        inlet.addSplit("0");
        assertThat(inlet.eventTime(SECOND, false)).isEqualTo(new Watermark(Timestamps.NONE));
        assertThat(inlet.eventTime(2 * SECOND - 1, false)).isNull();
        assertThat(inlet.eventTime(2 * SECOND, false)).isEqualTo(new Idle());
    }

    @Test
    void aReaderThatWakesUpTellsItsOldWatermarkAgain() {
        inlet.forSplit("0").emit("x", 10);
        assertThat(inlet.eventTime(0, false)).isEqualTo(new Watermark(9));
        inlet.eventTime(SECOND / 20, false);
        assertThat(inlet.eventTime(2 * SECOND, false)).isEqualTo(new Idle());

        inlet.forSplit("0").emit("x", 10);
        assertThat(inlet.eventTime(2 * SECOND, false)).isEqualTo(new Watermark(9));
    }

    @Test
    void timeInWhichTheReaderIsHeldBackMakesNoSplitIdle() {
        inlet.addSplit("0");
        inlet.addSplit("1");
        inlet.eventTime(0, false);
        long now = 0;
        for (int turn = 0; turn < 50; turn++) {
            inlet.forSplit("0").emit("x", 1000);
            assertThat(inlet.eventTime(now, false)).as("turn %d", turn).isNull();
            inlet.heldBack(now + MILLI);
            inlet.heldBack(now + SECOND / 2);
            now += SECOND;
        }
        inlet.forSplit("1").emit("read at last", 5);
        assertThat(inlet.eventTime(now, false)).isEqualTo(new Watermark(4));
    }

    @Test
    void aPauseOfTheWorkerMakesNoUnreadSplitIdle() {
        inlet.addSplit("0");
        inlet.addSplit("1");
        inlet.forSplit("0").emit("x", 1000);
        inlet.eventTime(0, false);
        assertThat(inlet.eventTime(5 * SECOND, false)).as("after a slow turn").isNull();

        inlet.forSplit("0").emit("x", 2000);
        assertThat(inlet.eventTime(10 * SECOND, false)).as("before a busy turn").isNull();
    }

    @Test
    void aSplitWithoutRecordsBecomesIdleBesideABusyOne() {
        inlet.addSplit("0");
        inlet.addSplit("1");
        for (long now = 0; now < SECOND; now += 10 * MILLI) {
            inlet.forSplit("0").emit("x", 1000);
            assertThat(inlet.eventTime(now, false)).isNull();
        }
        inlet.forSplit("0").emit("x", 2000);
        assertThat(inlet.eventTime(SECOND, false)).isEqualTo(new Watermark(1999));
    }

    @Test
    void splitsDoNotHoldAReaderBackThatDoesNotKeepThemApart() {
        patient.addSplit("0");
        patient.emit("x", 10);
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(9));

        patient.addSplit("1");
        patient.emit("x", 20);
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(19));
    }

    private static TimedInlet restored(WatermarkStrategy<Object> strategy, List<StateDelta> deltas) {
        return new TimedInlet(
                strategy,
                new SplitTimes("source", RestoredStates.of(deltas)),
                (inlet, generator, restoredWatermark) ->
                        new EmittingSplit(inlet, generator, restoredWatermark, null, (value, timestamp) -> {}),
                (value, timestamp) -> {});
    }

    private static List<StateDelta> capture(TimedInlet from) {
        return from.capture(CaptureScope.CHANGED).stream()
                .map(StateCapture::encode)
                .toList();
    }

    @Test
    void eventTimeGoesOnWhereTheCheckpointHasItWhateverReaderASplitGoesTo() {
        patient.forSplit("0").emit("x", 10);
        patient.forSplit("1").emit("x", 20);
        List<StateDelta> deltas = new ArrayList<>(capture(patient));
        patient.forSplit("1").emit("x", 30);
        deltas.addAll(capture(patient));
        assertThat(capture(patient)).as("nothing has changed").isEmpty();

        TimedInlet both = restored(MONOTONOUS, deltas);
        both.addSplit("0");
        both.addSplit("1");
        assertThat(both.eventTime(0, false)).isEqualTo(new Watermark(9));
        both.forSplit("0").emit("x", 40);
        assertThat(both.eventTime(0, false)).isEqualTo(new Watermark(29));

        TimedInlet second = restored(MONOTONOUS, deltas);
        second.addSplit("1");
        assertThat(second.eventTime(0, false)).isEqualTo(new Watermark(29));
        second.addSplit("new");
        second.forSplit("1").emit("x", 50);
        assertThat(second.eventTime(0, false))
                .as("the new split has no time yet")
                .isNull();
    }

    @Test
    void aSplitThatWasIdleIsRestoredWithTheTimeThatTheOthersGaveIt() {
        inlet.forSplit("0").emit("x", 10);
        inlet.addSplit("1");
        for (long now = 0; now <= 2 * SECOND; now += 10 * MILLI) {
            inlet.forSplit("0").emit("x", 100);
            inlet.eventTime(now, false);
        }
        TimedInlet after = restored(MONOTONOUS, capture(inlet));
        after.addSplit("0");
        after.addSplit("1");
        assertThat(after.eventTime(0, false)).isEqualTo(new Watermark(99));
    }

    @Test
    void aSplitAtItsEndDoesNotHoldTheOthersBack() {
        patient.forSplit("0").emit("x", 10);
        patient.forSplit("1").emit("x", 20);
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(9));
        patient.releaseOutputForSplit("0");
        assertThat(patient.eventTime(0, false)).isEqualTo(new Watermark(19));
        patient.forSplit("1").releaseOutputForSplit("1");
        assertThat(patient.eventTime(0, false)).as("nothing is left").isEqualTo(new Idle());
    }

    @Test
    void splitsThatAreAheadArePausedAndTheReaderIsNotPolledIfAllAre() {
        assertThat(patient.pauses()).isNull();
        patient.forSplit("0").emit("x", 11);
        patient.forSplit("1").emit("x", 101);
        patient.eventTime(0, false);
        assertThat(patient.alignedTime()).isEqualTo(10);
        patient.align(50);
        assertThat(patient.isAhead()).isFalse();
        assertThat(patient.pauses()).isEqualTo(new SplitPauses(List.of("1"), List.of()));
        assertThat(patient.pauses()).as("told once").isNull();

        patient.forSplit("0").emit("x", 61);
        assertThat(patient.isAhead()).isTrue();
        patient.align(70);
        assertThat(patient.isAhead()).isFalse();
        assertThat(patient.pauses()).isNull();
        patient.align(100);
        assertThat(patient.pauses()).isEqualTo(new SplitPauses(List.of(), List.of("1")));
        assertThat(patient.pauses()).isNull();
    }

    @Test
    void aPausedSplitIsNotIdle() {
        inlet.forSplit("0").emit("x", 11);
        inlet.forSplit("1").emit("x", 101);
        inlet.eventTime(0, false);
        inlet.align(50);
        inlet.pauses();
        inlet.eventTime(SECOND / 20, false);
        assertThat(inlet.eventTime(3 * SECOND, false))
                .as("the other is idle, and the paused one is not")
                .isEqualTo(new Watermark(100));
        assertThat(inlet.eventTime(HOUR, false)).isNull();
        assertThat(inlet.alignedTime()).isEqualTo(100);
        inlet.align(Timestamps.MAX);
        assertThat(inlet.pauses()).isEqualTo(new SplitPauses(List.of(), List.of("1")));
        assertThat(inlet.eventTime(HOUR + SECOND / 2, false))
                .as("its quiet begins now")
                .isNull();
        assertThat(inlet.eventTime(HOUR + SECOND, false)).isEqualTo(new Idle());
    }
}
