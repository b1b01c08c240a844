package io.weir.engine.task;

import io.weir.engine.item.Control;
import io.weir.engine.port.Progress;
import io.weir.engine.port.ProtocolObserver;
import io.weir.engine.port.ProtocolStep;
import io.weir.engine.port.Signal;
import io.weir.engine.port.Task;
import io.weir.engine.state.StateCapture;
import io.weir.engine.task.Chain.ChainSink;
import io.weir.engine.task.TaskSnapshot.SinkPart;
import io.weir.engine.task.TaskSnapshot.SourcePart;
import io.weir.sink.PreCommit;
import java.util.ArrayList;
import java.util.List;

/**
 * One subtask of a vertex: a feed and the chain behind it. <b>This is where a task takes its snapshot</b>: see {@link #barrier}.
 *
 * <p>Threading: confined to its worker; other threads post to its mailbox.
 */
public final class Subtask implements Task {

    private final int index;
    private final String name;
    private final Mailbox mailbox;
    private final Feed feed;
    private final Chain chain;
    private final TaskEvents events;
    private final ProtocolObserver observer;
    private boolean failed;

    Subtask(Subtasks.Parts parts, Feed feed) {
        this.index = parts.index();
        this.name = parts.name();
        this.mailbox = parts.mailbox();
        this.feed = feed;
        this.chain = parts.chain();
        this.events = parts.events();
        this.observer = parts.observer();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void bind(Signal signal) {
        mailbox.bind(signal);
    }

    @Override
    public Progress run(long nowNanos) {
        if (failed) {
            return Progress.NONE;
        }
        try {
            mailbox.passTime(nowNanos);
            boolean opened = mailbox.drain();
            Progress fed = Progress.NONE;
            if (chain.isWritable()) {
                fed = feed.run(this, nowNanos);
            } else {
                feed.heldBack(nowNanos);
            }
            return opened ? Progress.MADE : fed;
        } catch (Throwable e) {
            fail(e);
            return Progress.NONE;
        }
    }

    @Override
    public long nextRunNanos() {
        return mailbox.wakeNanos();
    }

    int index() {
        return index;
    }

    Chain chain() {
        return chain;
    }

    TaskEvents events() {
        return events;
    }

    /**
     * Takes the snapshot of checkpoint n: positions and state as of this barrier (I1), the barrier onwards, then the pre-commits of the sinks. It is
     * acknowledged when every sink has answered.
     */
    void barrier(long checkpointId) {
        observer.reached(ProtocolStep.ALIGNED, checkpointId, name);
        List<SourcePart> positions = feed.positions(checkpointId);
        List<StateCapture> states = chain.capture();
        long recordsIn = feed.recordsIn();
        long recordsOut = chain.recordsOut();
        chain.control(new Control.Barrier(checkpointId));
        observer.reached(ProtocolStep.SNAPSHOT, checkpointId, name);
        List<SinkPart> sealed = new ArrayList<>();
        Runnable acknowledge = () -> events.acknowledged(
                index, checkpointId, new TaskSnapshot(states, positions, sealed, recordsIn, recordsOut));
        if (chain.sinks().isEmpty()) {
            acknowledge.run();
        }
        for (ChainSink sink : chain.sinks()) {
            String where = sink.stage() + "/" + sink.subtask();
            observer.reached(ProtocolStep.PRE_COMMITTING, checkpointId, where);
            sink.writer().prepareCommit(checkpointId, answer(committables -> {
                observer.reached(ProtocolStep.PRE_COMMITTED, checkpointId, where);
                sealed.add(new SinkPart(sink.stage(), sink.subtask(), committables));
                if (sealed.size() == chain.sinks().size()) {
                    acknowledge.run();
                }
            }));
        }
    }

    private PreCommit<Object> answer(java.util.function.Consumer<List<Object>> sealed) {
        return new PreCommit<>() {
            @Override
            public void complete(List<Object> committables) {
                mailbox.post(() -> sealed.accept(committables));
            }

            @Override
            public void fail(Throwable cause) {
                mailbox.post(() -> Subtask.this.fail(cause));
            }
        };
    }

    private void fail(Throwable cause) {
        if (!failed) {
            failed = true;
            events.failed(name, cause);
        }
    }
}
