package io.weir.engine.state;

import io.weir.state.MapState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map state whose changes can be taken back. Values must be immutable: those before are kept by reference. */
final class UndoableMapState<K, V> implements MapState<K, V> {

    private final MapState<K, V> state;
    private final UndoLog log;

    UndoableMapState(MapState<K, V> state, UndoLog log) {
        this.state = state;
        this.log = log;
    }

    @Override
    public @Nullable V get(K mapKey) {
        return state.get(mapKey);
    }

    @Override
    public void put(K mapKey, V value) {
        remember(mapKey);
        state.put(mapKey, value);
    }

    @Override
    public void remove(K mapKey) {
        remember(mapKey);
        state.remove(mapKey);
    }

    @Override
    public boolean contains(K mapKey) {
        return state.contains(mapKey);
    }

    @Override
    public Map<K, V> entries() {
        return state.entries();
    }

    @Override
    public void clear() {
        if (log.isRecording()) {
            List<Map.Entry<K, V>> before = new ArrayList<>();
            state.entries().forEach((key, value) -> before.add(Map.entry(key, value)));
            log.add(() -> before.forEach(entry -> state.put(entry.getKey(), entry.getValue())));
        }
        state.clear();
    }

    private void remember(K mapKey) {
        if (!log.isRecording()) {
            return;
        }
        V before = state.get(mapKey);
        log.add(() -> {
            if (before == null) {
                state.remove(mapKey);
            } else {
                state.put(mapKey, before);
            }
        });
    }
}
