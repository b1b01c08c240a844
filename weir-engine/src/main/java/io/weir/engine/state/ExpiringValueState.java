package io.weir.engine.state;

import io.weir.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A value state with a time to live. */
final class ExpiringValueState<V> implements ValueState<V> {

    private final ValueState<Expiring<V>> state;
    private final Expiry expiry;

    ExpiringValueState(ValueState<Expiring<V>> state, Expiry expiry) {
        this.state = state;
        this.expiry = expiry;
    }

    @Override
    public @Nullable V value() {
        expiry.used();
        Expiring<V> there = state.value();
        V value = expiry.valueOf(there);
        if (there != null && value != null && expiry.isRefreshed(there)) {
            state.update(expiry.live(value));
        }
        return value;
    }

    @Override
    public void update(V value) {
        expiry.used();
        state.update(expiry.live(value));
    }

    @Override
    public void clear() {
        expiry.used();
        state.clear();
    }
}
