package io.weir.engine.operator;

import io.weir.engine.state.UndoLog;

/**
 * What it takes to let single records of a stage fail.
 *
 * <p>Threading: confined to one task.
 */
public final class Guarding {

    final DeadLetters letters;
    final HeldOutputs held = new HeldOutputs();
    final UndoLog undo = new UndoLog();

    public Guarding(DeadLetters letters) {
        this.letters = letters;
    }

    /** Returns what the stage is to emit to in the place of an output. */
    public Output holding(Output target) {
        return held.of(target);
    }

    /** Returns where the stage's state notes how its changes are taken back. */
    public UndoLog undo() {
        return undo;
    }
}
