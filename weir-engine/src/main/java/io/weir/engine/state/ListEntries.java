package io.weir.engine.state;

import io.weir.serde.ByteReader;
import io.weir.serde.Serde;
import org.jspecify.annotations.Nullable;

/** A list a key, written whole. */
final class ListEntries implements Entries {

    private final Serde<Object> serde;

    @SuppressWarnings("unchecked") // the typed view in front of the table stores only such elements
    ListEntries(Serde<?> serde) {
        this.serde = (Serde<Object>) serde;
    }

    @Override
    public String schema() {
        return "list=" + serde.schema();
    }

    @Override
    public boolean immutable() {
        return serde.immutable();
    }

    @Override
    public TableCapture capture(Table table) {
        return table.capture();
    }

    @Override
    public TableCapture.EntryWriter writer(Serde<Object> keySerde) {
        EntryScratch entry = new EntryScratch();
        return (key, value, out) -> {
            entry.begin();
            keySerde.write(key, entry.key);
            boolean present = value instanceof ListValue;
            if (value instanceof ListValue list) {
                entry.value.writeVarInt(list.size());
                list.forEach(element -> serde.write(element, entry.value));
            }
            entry.end(present, out);
            return 1;
        };
    }

    @Override
    public void restore(Table table, int slot, ByteReader in, byte @Nullable [] value) {
        if (value == null) {
            table.setClean(slot, Table.ABSENT);
            return;
        }
        ByteReader elements = new ByteReader(value);
        Object[] restored = new Object[elements.readCount(0)];
        for (int i = 0; i < restored.length; i++) {
            restored[i] = serde.read(elements);
        }
        table.setClean(slot, ListValue.of(java.util.Arrays.asList(restored)));
    }
}
