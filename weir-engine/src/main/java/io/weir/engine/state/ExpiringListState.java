package io.weir.engine.state;

import io.weir.state.ListState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** A list state whose elements have a time to live. */
final class ExpiringListState<V> implements ListState<V> {

    private final ListState<Expiring<V>> state;
    private final Expiry expiry;

    ExpiringListState(ListState<Expiring<V>> state, Expiry expiry) {
        this.state = state;
        this.expiry = expiry;
    }

    @Override
    public List<V> get() {
        expiry.used();
        List<V> living = new ArrayList<>();
        for (Expiring<V> element : state.get()) {
            V value = expiry.valueOf(element);
            if (value != null) {
                living.add(value);
            }
        }
        return Collections.unmodifiableList(living);
    }

    @Override
    public void add(V value) {
        expiry.used();
        state.add(expiry.live(Objects.requireNonNull(value, "value")));
    }

    @Override
    public void update(List<V> values) {
        expiry.used();
        state.update(values.stream().map(expiry::live).toList());
    }

    @Override
    public void clear() {
        expiry.used();
        state.clear();
    }
}
