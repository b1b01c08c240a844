package io.weir.engine.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Remembers how to take back what a call of a user's function changes in its state, until the call has returned. Outside of a call it remembers nothing.
 *
 * <p>Threading: confined to one task.
 */
public final class UndoLog {

    private final List<Runnable> changes = new ArrayList<>();
    private boolean recording;
    private long callCount;

    /** A call begins. */
    public void begin() {
        callCount++;
        recording = true;
    }

    /** The call has returned: its changes stay. */
    public void keep() {
        recording = false;
        changes.clear();
    }

    /** The call has failed: takes its changes back, the last one first. The key must still be that of the call. */
    public void undo() {
        recording = false;
        for (int i = changes.size() - 1; i >= 0; i--) {
            changes.get(i).run();
        }
        changes.clear();
    }

    /** Returns whether a change has to be {@link #add added}. */
    public boolean isRecording() {
        return recording;
    }

    /** Returns which call this is, from 1: a state that is put back as a whole needs to be remembered once in each. */
    long callCount() {
        return callCount;
    }

    /** Adds what takes a change back that is about to be made. */
    public void add(Runnable undo) {
        changes.add(undo);
    }
}
