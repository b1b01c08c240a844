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

    /** Injects the barrier of a checkpoint behind the record emitted last. */
    public void trigger(long checkpointId) {
        mailbox.post(() -> task.trigger(checkpointId));
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

    public void noMoreSplits() {
        mailbox.post(feed::noMoreSplits);
    }

    public void checkpointCommitted(long checkpointId) {
        mailbox.post(() -> feed.checkpointCommitted(checkpointId));
    }
}
