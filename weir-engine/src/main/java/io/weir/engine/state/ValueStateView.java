package io.weir.engine.state;

import io.weir.state.ValueState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value state as the user's function sees it. */
final class ValueStateView<V> implements ValueState<V> {

    private final Table table;
    private final KeyContext key;

    ValueStateView(Table table, KeyContext key) {
        this.table = table;
        this.key = key;
    }

    @Override
    @SuppressWarnings("unchecked") // update stores only V
    public @Nullable V value() {
        return (V) TableCapture.present(table.value(table.slotOf(key)));
    }

    @Override
    public void update(V value) {
        table.set(table.slotOf(key), Objects.requireNonNull(value, "value"));
    }

    @Override
    public void clear() {
        int slot = table.slotOf(key);
        if (table.value(slot) != Table.ABSENT) {
            table.set(slot, Table.ABSENT);
        }
    }
}
