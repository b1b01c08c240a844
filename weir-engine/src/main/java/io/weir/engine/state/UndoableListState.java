package io.weir.engine.state;

import io.weir.state.ListState;
import java.util.List;

/** A list state whose changes can be taken back. Elements must be immutable; lists are, so that the one before is kept by reference. */
final class UndoableListState<V> implements ListState<V> {

    private final ListState<V> state;
    private final UndoLog log;

    UndoableListState(ListState<V> state, UndoLog log) {
        this.state = state;
        this.log = log;
    }

    @Override
    public List<V> get() {
        return state.get();
    }

    @Override
    public void add(V value) {
        remember();
        state.add(value);
    }

    @Override
    public void update(List<V> values) {
        remember();
        state.update(values);
    }

    @Override
    public void clear() {
        remember();
        state.clear();
    }

    private void remember() {
        if (log.isRecording()) {
            List<V> before = state.get();
            log.add(() -> state.update(before));
        }
    }
}
