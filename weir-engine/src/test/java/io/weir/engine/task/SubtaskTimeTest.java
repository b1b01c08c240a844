package io.weir.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.engine.exchange.AlignmentMode;
import io.weir.engine.exchange.Channel;
import io.weir.engine.exchange.InputGate;
import io.weir.engine.operator.Operator;
import io.weir.engine.operator.Timed;
import io.weir.engine.port.Progress;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.task.Chain.ChainSink;
import io.weir.sink.PreCommit;
import io.weir.sink.SinkWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task that has nothing to do says when its next timer is due, acts then, and has it put into a checkpoint. */
class SubtaskTimeTest {

    private static final long MILLI = 1_000_000;

    private long clockMillis = 1_000;
    private int activeCount;
    private final Alarm alarm = new Alarm();
    private final Mailbox mailbox = new Mailbox();
    private boolean mayFail;
    private int failedCount;
    private final Subtask task = task(List.of());

    private Subtask task(List<ChainSink> sinks) {
        return Subtasks.of(
                new Subtasks.Parts(
                        0,
                        "stage/0",
                        mailbox,
                        new Chain(List.of(alarm), List.of(), List.of(), sinks, () -> clockMillis),
                        new Replay(0, List.of()),
                        TaskSettings.DEFAULT,
                        new Events(),
                        ProtocolObserver.NONE,
                        new StillClock()),
                new InputGate(List.of(new InputGate.Entering(new Channel(), 0)), AlignmentMode.ALIGNED),
                List.of(batch -> {}),
                null);
    }

    @Test
    void oneWhoseSinkHasFailedDoesNothingMoreAndLetsItsWorkerPark() {
        SinkWriter<Object, Object> failing = new SinkWriter<>() {
            @Override
            public void write(Object value, long timestamp) {}

            @Override
            public void prepareCommit(long checkpointId, PreCommit<Object> answer) {
                answer.fail(new IllegalStateException("lost"));
            }

            @Override
            public void close() {}
        };
        Subtask writing = task(List.of(new ChainSink("sink", 0, failing, () -> 0)));
        alarm.dueMillis = 1_250;
        writing.run(5);
        assertThat(writing.nextRunNanos()).isEqualTo(5 + 250 * MILLI);
        mayFail = true;
        writing.barrier(1, false);
        clockMillis = 2_000;

        assertThat(writing.run(1_000 * MILLI)).isEqualTo(Progress.NONE);
        assertThat(alarm.firedCount()).isZero();
        assertThat(failedCount).isEqualTo(1);
        assertThat(writing.nextRunNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itWantsToRunWhenItsTimerIsDue() {
        assertThat(task.run(5)).isEqualTo(Progress.NONE);
        assertThat(task.nextRunNanos()).isEqualTo(Long.MAX_VALUE);
        alarm.dueMillis = 1_250;
        assertThat(task.run(5)).isEqualTo(Progress.NONE);
        assertThat(task.nextRunNanos()).isEqualTo(5 + 250 * MILLI);
        clockMillis = 1_249;
        assertThat(task.run(249 * MILLI)).isEqualTo(Progress.NONE);
        assertThat(task.nextRunNanos()).isEqualTo(250 * MILLI);
        assertThat(activeCount).isZero();

        clockMillis = 1_250;
        assertThat(task.run(250 * MILLI)).isEqualTo(Progress.MADE);
        assertThat(alarm.firedCount()).isEqualTo(1);
        assertThat(activeCount).as("a checkpoint must hold it").isEqualTo(1);
        assertThat(task.nextRunNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void itAsksForACheckpointOnceFromBarrierToBarrier() {
        for (int i = 0; i < 3; i++) {
            alarm.dueMillis = 0;
            task.run(i);
        }
        assertThat(activeCount).isEqualTo(1);
        task.barrier(1, false);
        task.run(5);
        assertThat(activeCount).as("nothing has fired since").isEqualTo(1);
        alarm.dueMillis = 0;
        task.run(6);
        assertThat(activeCount).isEqualTo(2);
    }

    private static final class Alarm implements Operator, Timed {
        private long dueMillis = Long.MAX_VALUE;
        private long firedCount;

        @Override
        public void accept(Object value, long timestamp) {}

        @Override
        public long dueMillis() {
            return dueMillis;
        }

        @Override
        public void processingTime(long nowMillis) {
            dueMillis = Long.MAX_VALUE;
            firedCount++;
        }

        @Override
        public long firedCount() {
            return firedCount;
        }
    }

    private final class Events implements TaskEvents {
        @Override
        public void active(int index) {
            activeCount++;
        }

        @Override
        public void acknowledged(int index, long checkpointId, TaskSnapshot snapshot) {}

        @Override
        public void watermark(int index, long timestamp) {}

        @Override
        public void barrierNeeded(int index) {}

        @Override
        public void checkpointRequested() {}

        @Override
        public void ended(int index) {}

        @Override
        public void failed(String taskName, Throwable cause) {
            failedCount++;
            if (!mayFail) {
                throw new AssertionError(taskName + " failed", cause);
            }
        }
    }
}
