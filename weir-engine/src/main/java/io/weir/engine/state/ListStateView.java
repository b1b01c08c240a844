package io.weir.engine.state;

import io.weir.state.ListState;
import java.util.List;
import java.util.Objects;

/** A list state as the user's function sees it. */
final class ListStateView<V> implements ListState<V> {

    private final ReferenceTable table;
    private final KeyContext key;

    ListStateView(ReferenceTable table, KeyContext key) {
        this.table = table;
        this.key = key;
    }

    @Override
    @SuppressWarnings("unchecked") // add and update store only V
    public List<V> get() {
        return (List<V>) (List<?>) at(table.slotOf(key));
    }

    @Override
    public void add(V value) {
        int slot = table.slotOf(key);
        table.set(slot, at(slot).plus(Objects.requireNonNull(value, "value")));
    }

    @Override
    public void update(List<V> values) {
        List<V> copy = List.copyOf(values);
        int slot = table.slotOf(key);
        if (!copy.isEmpty() || !at(slot).isEmpty()) {
            table.setList(slot, at(slot).replacedBy(copy));
        }
    }

    @Override
    public void clear() {
        update(List.of());
    }

    private ListValue at(int slot) {
        return table.value(slot) instanceof ListValue list ? list : ListValue.empty();
    }
}
