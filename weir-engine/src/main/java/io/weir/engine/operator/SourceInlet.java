package io.weir.engine.operator;

import io.weir.engine.item.Control;
import io.weir.engine.state.StateCapture;
import io.weir.source.SourceOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of a chain that is fed by a source's reader.
 *
 * <p>Threading: confined to one task.
 */
public interface SourceInlet extends SourceOutput<Object>, Counting {

    /** Says that the reader was given a split: event time waits for its first record, unless it is idle. */
    void addSplit(String splitId);

    /** Says that the reader has been given all splits that were known when the job began: without any it does not hold event time back, until it is given one. */
    void assigned();

    /** Says that the reader is not polled for now, because what it would emit finds no room: this time does not make a split idle. */
    void heldBack(long nowNanos);

    /** Takes how far event time has come since the last barrier. */
    default List<StateCapture> capture() {
        return List.of();
    }

    /** Called after each poll: returns how event time has moved since the last call, as the control event that says so; null if it has not. */
    @Nullable Control eventTime(long nowNanos);
}
