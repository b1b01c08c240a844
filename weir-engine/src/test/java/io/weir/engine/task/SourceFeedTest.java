package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.AlignmentMode;
import io.weir.engine.exchange.Channel;
import io.weir.engine.exchange.InputGate;
import io.weir.engine.exchange.Outlet;
import io.weir.engine.exchange.SourceTimes;
import io.weir.engine.item.Control;
import io.weir.engine.operator.Gathering;
import io.weir.engine.operator.SourceInlet;
import io.weir.engine.port.Progress;
import io.weir.engine.port.ProtocolObserver;
import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import io.weir.source.InputStatus;
import io.weir.source.RejectedRecord;
import io.weir.source.SourceOutput;
import io.weir.source.SourceReader;
import io.weir.source.SourceSplit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a source's task tells its inlet about splits and time. */
class SourceFeedTest {

    private static final long AHEAD = 7;
    private static final long PER_BARRIER = 1_000;

    private final List<String> calls = new ArrayList<>();
    private long count;
    private int countPerPoll;
    private long time;
    private boolean watermarks;
    private boolean gathers;
    private InputStatus status = InputStatus.NOTHING_AVAILABLE;
    private final SourceTimes times = new SourceTimes(2);
    private final Channel channel = new Channel();
    private final InputGate gate = new InputGate(List.of(new InputGate.Entering(channel, 0)), AlignmentMode.ALIGNED);
    private final Outlet outlet = new Outlet(List.of(channel));
    private final Subtasks.SourceSubtask source = Subtasks.of(
            new Subtasks.Parts(
                    0,
                    "source/0",
                    new Mailbox(),
                    new Chain(List.of(), List.of(new Gatherer()), List.of(outlet), List.of(), () -> 0),
                    new Replay(0, List.of()),
                    new TaskSettings(4, 1, 1, 1, 1_000, AHEAD, 1, false, false),
                    new Events(),
                    ProtocolObserver.NONE,
                    new StillClock()),
            "source",
            new Reader(),
            new SplitSerde(),
            new Inlet(),
            PER_BARRIER,
            0,
            times);

    @Test
    void everySplitIsRegisteredForEventTimeBeforeItIsRead() {
        source.handle().addSplits(List.of(() -> "a", () -> "b"));
        source.handle().assigned();
        source.task().run(1);
        assertThat(calls).containsExactly("split a", "split b", "assigned", "time 1", "poll", "time 1");
        source.task().run(2);
        assertThat(calls).endsWith("time 1", "poll", "time 2");
    }

    @Test
    void whatIsHeldBackDuringAPollIsLetGoBeforeTimeGoesOn() {
        gathers = true;
        source.task().run(1);
        assertThat(calls).containsExactly("begin", "poll", "end", "time 1");
    }

    @Test
    void theInletIsToldThatTheReaderIsHeldBackWhileTheChainHasNoRoom() {
        source.task().run(1);
        while (outlet.drain()) {
            outlet.broadcast(new Control.Idle());
        }
        source.task().run(2);
        source.task().run(3);
        gate.poll();
        source.task().run(4);
        assertThat(calls).containsExactly("poll", "time 1", "held back 2", "held back 3", "poll", "time 4");
    }

    @Test
    void asMuchAsMemoryHasRoomForIsReadFromOneBarrierToTheNext() {
        count = PER_BARRIER - 1;
        source.task().run(1);
        count = PER_BARRIER;
        source.task().run(2);
        source.handle().trigger(1, false);
        source.task().run(3);
        count = 2 * PER_BARRIER;
        source.task().run(4);
        assertThat(calls)
                .containsExactly(
                        "poll",
                        "time 1",
                        "held back 2",
                        "time 2",
                        "held back 2",
                        "poll",
                        "time 3",
                        "held back 4",
                        "time 4",
                        "held back 4");
    }

    @Test
    void whileThereIsMoreToReadAWatermarkMayWaitUntilAWhileAfterTheLast() {
        status = InputStatus.MORE_AVAILABLE;
        watermarks = true;
        source.task().run(1);
        source.task().run(1_000);
        source.task().run(1_001);
        status = InputStatus.NOTHING_AVAILABLE;
        source.task().run(1_002);
        assertThat(calls)
                .containsExactly(
                        "poll", "time 1", "poll", "time 1000 or later", "poll", "time 1001", "poll", "time 1002");
    }

    @Test
    void aWatermarkThatWaitsIsToldWhenTheReaderIsNotAskedAnyMore() {
        status = InputStatus.MORE_AVAILABLE;
        watermarks = true;
        source.task().run(1);
        source.handle().hold();
        source.task().run(2);
        assertThat(calls).endsWith("held back 2", "time 2", "held back 2");
    }

    @Test
    void aSourceThatIsFarAheadOfAnotherLetsItGoOnForAWhile() {
        status = InputStatus.MORE_AVAILABLE;
        times.tell(1, 0);
        countPerPoll = 1;
        for (int poll = 1; poll <= InStep.STRIDES_AHEAD; poll++) {
            time = poll;
            source.task().run(poll);
        }
        assertThat(calls).endsWith("poll", "time " + InStep.STRIDES_AHEAD);
        calls.clear();

        assertThat(source.task().run(100)).as("its processor is free").isEqualTo(Progress.NONE);
        assertThat(source.task().nextRunNanos()).isEqualTo(100 + SourceFeed.PAUSE_NANOS);
        assertThat(calls).as("waiting makes no split idle").containsExactly("held back 100");
        calls.clear();
        source.task().run(100 + AHEAD);
        assertThat(calls).containsExactly("poll", "time 107");
        assertThat(source.task().nextRunNanos()).as("it waits no more").isGreaterThan(100 + SourceFeed.PAUSE_NANOS);
    }

    @Test
    void aSourceThatIsAheadAndHasNothingToReadIsAskedInEachTurn() {
        times.tell(1, 0);
        countPerPoll = 1;
        for (int poll = 1; poll <= 2 * InStep.STRIDES_AHEAD; poll++) {
            time = poll;
            calls.clear();
            source.task().run(poll);
            assertThat(calls).containsExactly("poll", "time " + poll);
        }
    }

    private final class Reader implements SourceReader<Object, SourceSplit> {
        @Override
        public void addSplits(List<SourceSplit> splits) {}

        @Override
        public void noMoreSplits() {}

        @Override
        public InputStatus poll(SourceOutput<Object> output, int countMax) {
            calls.add("poll");
            count += countPerPoll;
            return status;
        }

        @Override
        public List<SourceSplit> snapshot(long checkpointId) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private final class Gatherer implements Gathering {
        @Override
        public void begin() {
            note("begin");
        }

        @Override
        public void end() {
            note("end");
        }

        private void note(String call) {
            if (gathers) {
                calls.add(call);
            }
        }
    }

    private final class Inlet implements SourceInlet {
        @Override
        public void emit(Object value, long timestamp) {}

        @Override
        public void reject(RejectedRecord rejected) {}

        @Override
        public SourceOutput<Object> forSplit(String splitId) {
            return this;
        }

        @Override
        public void addSplit(String splitId) {
            calls.add("split " + splitId);
        }

        @Override
        public void assigned() {
            calls.add("assigned");
        }

        @Override
        public void noMoreSplits() {}

        @Override
        public void heldBack(long nowNanos) {
            calls.add("held back " + nowNanos);
        }

        @Override
        public @Nullable Control eventTime(long nowNanos, boolean mayWait) {
            calls.add("time " + nowNanos + (mayWait ? " or later" : ""));
            return watermarks && !mayWait ? new Control.Watermark(nowNanos) : null;
        }

        @Override
        public long alignedTime() {
            return time;
        }

        @Override
        public long count() {
            return count;
        }
    }

    private static final class SplitSerde implements Serde<SourceSplit> {
        @Override
        public void write(SourceSplit value, ByteWriter out) {}

        @Override
        public SourceSplit read(ByteReader in) {
            return () -> "";
        }

        @Override
        public String schema() {
            return "split";
        }
    }

    private static final class Events implements TaskEvents {
        @Override
        public void active(int task) {}

        @Override
        public void acknowledged(int task, long checkpointId, TaskSnapshot snapshot) {}

        @Override
        public void watermark(int task, long timestamp) {}

        @Override
        public void barrierNeeded(int task) {}

        @Override
        public void checkpointRequested() {}

        @Override
        public void ended(int task) {}

        @Override
        public void failed(String taskName, Throwable cause) {
            throw new AssertionError(taskName + " failed", cause);
        }
    }
}
