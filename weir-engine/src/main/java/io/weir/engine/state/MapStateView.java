package io.weir.engine.state;

import io.weir.state.MapState;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A map state as the user's function sees it. */
@SuppressWarnings("unchecked") // put stores only K and V
final class MapStateView<K, V> implements MapState<K, V> {

    private final ReferenceTable table;
    private final KeyContext key;

    MapStateView(ReferenceTable table, KeyContext key) {
        this.table = table;
        this.key = key;
    }

    @Override
    public @Nullable V get(K mapKey) {
        MapValue map = map();
        return map == null ? null : (V) map.entries.get(mapKey);
    }

    @Override
    public void put(K mapKey, V value) {
        int slot = table.slotOf(key);
        MapValue map = table.value(slot) instanceof MapValue existing ? existing : new MapValue();
        map.put(Objects.requireNonNull(mapKey, "mapKey"), Objects.requireNonNull(value, "value"));
        table.set(slot, map);
    }

    @Override
    public void remove(K mapKey) {
        change(map -> map.remove(mapKey));
    }

    @Override
    public boolean contains(K mapKey) {
        return get(mapKey) != null;
    }

    @Override
    public Map<K, V> entries() {
        MapValue map = map();
        return map == null ? Collections.emptyMap() : (Map<K, V>) Collections.unmodifiableMap(map.entries);
    }

    @Override
    public void clear() {
        change(MapValue::clear);
    }

    private void change(java.util.function.Consumer<MapValue> change) {
        int slot = table.slotOf(key);
        if (table.value(slot) instanceof MapValue map) {
            change.accept(map);
            table.setMap(slot, map);
        }
    }

    private @Nullable MapValue map() {
        return table.value(table.slotOf(key)) instanceof MapValue map ? map : null;
    }
}
