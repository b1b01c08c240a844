package io.weir.engine.task;

import io.weir.engine.port.Clock;
import io.weir.engine.port.Lane;
import io.weir.engine.port.Ports;
import io.weir.runtime.IoLane;
import io.weir.runtime.JobId;
import io.weir.runtime.StageContext;
import java.util.List;

/**
 * The context of one reader, writer, committer or enumerator.
 *
 * <p>Threading: as {@link StageContext} says.
 */
public final class SubtaskContext implements StageContext {

    private final JobId jobId;
    private final String stageName;
    private final int subtask;
    private final int parallelism;
    private final long attempt;
    private final Ports ports;
    private final Mailbox mailbox;
    private final Mailbox.Timer timer;
    private final TaskEvents events;
    private final List<Lane> lanes;

    /** @param lanes takes every lane made through this context, for the attempt to close */
    public SubtaskContext(
            Identity identity, String stageName, int subtask, int parallelism, Wiring wiring, List<Lane> lanes) {
        this.jobId = identity.jobId();
        this.attempt = identity.attempt();
        this.stageName = stageName;
        this.subtask = subtask;
        this.parallelism = parallelism;
        this.ports = wiring.ports();
        this.mailbox = wiring.mailbox();
        this.timer = mailbox.newTimer();
        this.events = wiring.events();
        this.lanes = lanes;
    }

    /** Whose attempt it is. */
    public record Identity(JobId jobId, long attempt) {}

    /** What the context is connected to. */
    public record Wiring(Ports ports, Mailbox mailbox, TaskEvents events) {}

    @Override
    public JobId jobId() {
        return jobId;
    }

    @Override
    public String stageName() {
        return stageName;
    }

    @Override
    public int subtask() {
        return subtask;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public long attempt() {
        return attempt;
    }

    @Override
    public IoLane lane(String purpose) {
        Lane lane = ports.lanes().apply(jobId.name() + "/" + stageName + "/" + subtask + "/" + purpose);
        lanes.add(lane);
        return new TaskLane(lane, mailbox, this::fail);
    }

    @Override
    public void wakeUp() {
        mailbox.wake();
    }

    @Override
    public void wakeUpAfterNanos(long nanos) {
        timer.wakeAt(clock().nanoTime() + nanos);
    }

    @Override
    public void requestCheckpoint() {
        events.checkpointRequested();
    }

    @Override
    public void fail(Throwable cause) {
        events.failed(stageName + "/" + subtask, cause);
    }

    @Override
    public long nanoTime() {
        return clock().nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return clock().currentTimeMillis();
    }

    private Clock clock() {
        return ports.clock();
    }
}
