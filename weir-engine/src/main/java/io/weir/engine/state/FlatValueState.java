package io.weir.engine.state;

import io.weir.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A value state whose values lie beside their keys: what is read equals what was stored, and is another object. */
final class FlatValueState<V> implements ValueState<V> {

    private final FlatTable table;
    private final FlatLayout layout;
    private final KeyContext key;

    FlatValueState(FlatTable table, KeyContext key) {
        this.table = table;
        this.layout = table.layout();
        this.key = key;
    }

    @Override
    @SuppressWarnings("unchecked") // the layout is that of V
    public @Nullable V value() {
        int slot = table.slotOf(key.longKey(), key.hash());
        return table.isAbsent(slot) ? null : (V) layout.read(table.cells(), table.valueAt(slot));
    }

    @Override
    public void update(V value) {
        int slot = table.slotOf(key.longKey(), key.hash());
        table.changing(slot);
        layout.write(value, table.cells(), table.valueAt(slot));
    }

    @Override
    public void clear() {
        int slot = table.slotOf(key.longKey(), key.hash());
        if (!table.isAbsent(slot)) {
            table.set(slot, Table.ABSENT);
        }
    }
}
