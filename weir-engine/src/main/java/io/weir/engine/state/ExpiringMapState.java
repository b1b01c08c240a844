package io.weir.engine.state;

import io.weir.state.MapState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A map state whose entries have a time to live. */
final class ExpiringMapState<K, V> implements MapState<K, V> {

    private final MapState<K, Expiring<V>> state;
    private final Expiry expiry;

    ExpiringMapState(MapState<K, Expiring<V>> state, Expiry expiry) {
        this.state = state;
        this.expiry = expiry;
    }

    @Override
    public @Nullable V get(K mapKey) {
        expiry.used();
        Expiring<V> there = state.get(mapKey);
        V value = expiry.valueOf(there);
        if (there != null && value != null && expiry.isRefreshed(there)) {
            state.put(mapKey, expiry.live(value));
        }
        return value;
    }

    @Override
    public void put(K mapKey, V value) {
        expiry.used();
        state.put(mapKey, expiry.live(Objects.requireNonNull(value, "value")));
    }

    @Override
    public void remove(K mapKey) {
        expiry.used();
        state.remove(mapKey);
    }

    @Override
    public boolean contains(K mapKey) {
        return get(mapKey) != null;
    }

    @Override
    public Map<K, V> entries() {
        expiry.used();
        Map<K, V> living = new LinkedHashMap<>();
        state.entries().forEach((mapKey, expiring) -> {
            V value = expiry.valueOf(expiring);
            if (value != null) {
                living.put(mapKey, value);
            }
        });
        return Collections.unmodifiableMap(living);
    }

    @Override
    public void clear() {
        expiry.used();
        state.clear();
    }
}
