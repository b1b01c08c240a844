package io.weir.engine.state;

import io.weir.state.ListState;
import java.util.List;

/** A list state whose changes can be taken back. Elements must be immutable; lists are, so that the one before the call is kept by reference, once for each call. */
final class UndoableListState<V> implements ListState<V> {

    private final ListState<V> state;
    private final UndoLog log;
    private long rememberedCall;

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
        // All changes of a call are made under one key.
        if (log.isRecording() && rememberedCall != log.callCount()) {
            rememberedCall = log.callCount();
            List<V> before = state.get();
            log.add(() -> state.update(before));
        }
    }
}
