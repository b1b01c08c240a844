package io.weir.engine.task;

import io.weir.source.SourceSplit;
import java.util.List;

/**
 * How the coordinator talks to a source's subtask: each call is posted to the task's mailbox.
 *
 * <p>Threading: Thread-safe.
 */
public final class SourceHandle {

    private final Subtask task;
    private final SourceFeed feed;
    private final Mailbox mailbox;

    SourceHandle(Subtask task, SourceFeed feed, Mailbox mailbox) {
        this.task = task;
        this.feed = feed;
        this.mailbox = mailbox;
    }

    /** Injects the barrier of a checkpoint behind the record emitted last; {@code draining} as {@link io.weir.engine.item.Control.Barrier} says. */
    public void trigger(long checkpointId, boolean draining) {
        mailbox.post(() -> task.trigger(checkpointId, draining));
    }

    /** Lets the reader wait until the job has settled. */
    public void awaitSettled() {
        mailbox.post(feed::awaitSettled);
    }

    /** Says that what was in flight in the restored checkpoint has gone through the job. */
    public void settled() {
        mailbox.post(feed::settled);
    }

    /** Stops reading; what was read goes on through the job. */
    public void hold() {
        mailbox.post(feed::hold);
    }

    public void addSplits(List<SourceSplit> splits) {
        mailbox.post(() -> feed.addSplits(splits));
    }

    /** Says that the splits known when the job began have been handed out. */
    public void assigned() {
        mailbox.post(feed::assigned);
    }

    /** Sets the watermark up to which splits may be read. */
    public void align(long watermarkMax) {
        mailbox.post(() -> feed.align(watermarkMax));
    }

    public void noMoreSplits() {
        mailbox.post(feed::noMoreSplits);
    }

    public void checkpointCommitted(long checkpointId) {
        mailbox.post(() -> feed.checkpointCommitted(checkpointId));
    }
}
