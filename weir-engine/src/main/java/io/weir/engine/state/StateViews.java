package io.weir.engine.state;

import io.weir.serde.Serde;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.TimeToLive;
import io.weir.state.ValueState;
import java.util.function.LongSupplier;

/**
 * Declares states, and returns how a user's function sees them: by the key of a context.
 *
 * <p>Threading: confined to one task.
 */
public abstract class StateViews implements StateRegistry {

    private final KeyContext context;
    private final LongSupplier clockMillis;

    /** @param clockMillis what times to live go by */
    StateViews(KeyContext context, LongSupplier clockMillis) {
        this.context = context;
        this.clockMillis = clockMillis;
    }

    final KeyContext context() {
        return context;
    }

    final LongSupplier clockMillis() {
        return clockMillis;
    }

    /** Declares a state. */
    abstract ReferenceTable declare(String name, Entries entries);

    @Override
    public <V> ValueState<V> valueState(String name, Serde<V> serde) {
        return new ValueStateView<>(declare(name, ValueEntries.of(serde)), context);
    }

    @Override
    public <V> ValueState<V> valueState(String name, Serde<V> serde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, ValueEntries.of(Expiring.serde(serde)));
        return new ExpiringValueState<>(new ValueStateView<>(table, context), expiry(table, timeToLive));
    }

    @Override
    public <V> ListState<V> listState(String name, Serde<V> elementSerde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, new ListEntries(Expiring.serde(elementSerde)));
        return new ExpiringListState<>(new ListStateView<>(table, context), expiry(table, timeToLive));
    }

    @Override
    public <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, new MapEntries(keySerde, Expiring.serde(valueSerde)));
        return new ExpiringMapState<>(new MapStateView<>(table, context), expiry(table, timeToLive));
    }

    private Expiry expiry(ReferenceTable table, TimeToLive timeToLive) {
        return new Expiry(table, timeToLive, clockMillis);
    }

    @Override
    public <V> ListState<V> listState(String name, Serde<V> elementSerde) {
        return new ListStateView<>(declare(name, new ListEntries(elementSerde)), context);
    }

    @Override
    public <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde) {
        return new MapStateView<>(declare(name, new MapEntries(keySerde, valueSerde)), context);
    }
}
