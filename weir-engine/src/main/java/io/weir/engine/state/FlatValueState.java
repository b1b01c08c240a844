package io.weir.engine.state;

import io.weir.engine.flat.FlatLayout;
import io.weir.state.ValueState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value state whose values lie beside their keys: what is read equals what was stored, and is another object. */
final class FlatValueState<V> implements ValueState<V> {

    private final FlatTable table;
    private final FlatLayout layout;
    private final KeyContext key;

    /** The words of the value that is being stored. */
    private final long[] words;

    FlatValueState(FlatTable table, KeyContext key) {
        this.table = table;
        this.layout = table.layout();
        this.key = key;
        this.words = new long[layout.words()];
    }

    @Override
    @SuppressWarnings("unchecked") // the layout is that of V
    public @Nullable V value() {
        int slot = table.slotOf(key.longKey());
        return table.isAbsent(slot) ? null : (V) layout.read(table.cells(), table.valueAt(slot));
    }

    @Override
    public void update(V value) {
        // Whatever is thrown is thrown before anything changes.
        layout.write(Objects.requireNonNull(value, "value"), words, 0);
        int slot = table.slotOf(key.longKey());
        table.changing(slot);
        System.arraycopy(words, 0, table.cells(), table.valueAt(slot), words.length);
    }

    @Override
    public void clear() {
        int slot = table.slotOf(key.longKey());
        if (!table.isAbsent(slot)) {
            table.set(slot, Table.ABSENT);
        }
    }
}
