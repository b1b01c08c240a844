package io.weir.engine.state;

import io.weir.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A value state whose changes can be taken back. Values must be immutable: the one before is kept by reference. */
final class UndoableValueState<V> implements ValueState<V> {

    private final ValueState<V> state;
    private final UndoLog log;

    UndoableValueState(ValueState<V> state, UndoLog log) {
        this.state = state;
        this.log = log;
    }

    @Override
    public @Nullable V value() {
        return state.value();
    }

    @Override
    public void update(V value) {
        remember();
        state.update(value);
    }

    @Override
    public void clear() {
        remember();
        state.clear();
    }

    private void remember() {
        if (!log.isRecording()) {
            return;
        }
        V before = state.value();
        log.add(() -> {
            if (before == null) {
                state.clear();
            } else {
                state.update(before);
            }
        });
    }
}
