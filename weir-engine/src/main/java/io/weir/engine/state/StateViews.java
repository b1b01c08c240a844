package io.weir.engine.state;

import io.weir.error.WeirException;
import io.weir.serde.Serde;
import io.weir.state.ListState;
import io.weir.state.MapState;
import io.weir.state.StateRegistry;
import io.weir.state.TimeToLive;
import io.weir.state.ValueState;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Declares states, and returns how a user's function sees them: by the key of a context.
 *
 * <p>Threading: confined to one task.
 */
public abstract class StateViews implements StateRegistry {

    private final KeyContext context;
    private final LongSupplier clockMillis;

    /** Notes how changes are taken back; null if they need not be. */
    private @Nullable UndoLog undo;

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

    /** Lets changes of the states that are declared from now on be taken back. */
    public final void undoable(UndoLog log) {
        undo = log;
    }

    final <V> ValueState<V> undoable(String name, Serde<V> serde, ValueState<V> state) {
        UndoLog log = undo;
        if (log == null) {
            return state;
        }
        requireImmutable(name, serde);
        return new UndoableValueState<>(state, log);
    }

    private <V> ListState<V> undoable(String name, Serde<V> serde, ListState<V> state) {
        UndoLog log = undo;
        if (log == null) {
            return state;
        }
        requireImmutable(name, serde);
        return new UndoableListState<>(state, log);
    }

    private <K, V> MapState<K, V> undoable(String name, Serde<V> serde, MapState<K, V> state) {
        UndoLog log = undo;
        if (log == null) {
            return state;
        }
        requireImmutable(name, serde);
        return new UndoableMapState<>(state, log);
    }

    /**
     * Checks that what a failed call did to a state can be undone by putting the value before back.
     *
     * @throws WeirException {@code on-error-mutable-state}
     */
    public static void requireImmutable(String name, Serde<?> serde) {
        if (!serde.immutable()) {
            throw WeirException.user(
                    "on-error-mutable-state",
                    "the state \"" + name + "\" holds values that can change in place, and its stage has onError",
                    "what a failed call did to such a value could not be undone; its schema is " + serde.schema(),
                    "keep records of plain values, list states and map states; wrap a serde whose values never change with"
                            + " Serdes.unchanging; or leave onError away");
        }
    }

    /** Declares a state. */
    abstract ReferenceTable declare(String name, Entries entries);

    @Override
    public <V> ValueState<V> valueState(String name, Serde<V> serde) {
        return undoable(name, serde, new ValueStateView<>(declare(name, ValueEntries.of(serde)), context));
    }

    @Override
    public <V> ValueState<V> valueState(String name, Serde<V> serde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, ValueEntries.of(Expiring.serde(serde)));
        ValueState<Expiring<V>> state = new ValueStateView<>(table, context);
        return new ExpiringValueState<>(undoable(name, Expiring.serde(serde), state), expiry(table, timeToLive));
    }

    @Override
    public <V> ListState<V> listState(String name, Serde<V> elementSerde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, new ListEntries(Expiring.serde(elementSerde)));
        ListState<Expiring<V>> state = new ListStateView<>(table, context);
        return new ExpiringListState<>(undoable(name, Expiring.serde(elementSerde), state), expiry(table, timeToLive));
    }

    @Override
    public <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde, TimeToLive timeToLive) {
        ReferenceTable table = declare(name, new MapEntries(keySerde, Expiring.serde(valueSerde)));
        MapState<K, Expiring<V>> state = new MapStateView<>(table, context);
        return new ExpiringMapState<>(undoable(name, Expiring.serde(valueSerde), state), expiry(table, timeToLive));
    }

    private Expiry expiry(ReferenceTable table, TimeToLive timeToLive) {
        return new Expiry(table, timeToLive, clockMillis);
    }

    @Override
    public <V> ListState<V> listState(String name, Serde<V> elementSerde) {
        return undoable(name, elementSerde, new ListStateView<>(declare(name, new ListEntries(elementSerde)), context));
    }

    @Override
    public <K, V> MapState<K, V> mapState(String name, Serde<K> keySerde, Serde<V> valueSerde) {
        return undoable(
                name, valueSerde, new MapStateView<>(declare(name, new MapEntries(keySerde, valueSerde)), context));
    }
}
