package io.weir.engine.state;

import io.weir.serde.ByteReader;
import io.weir.serde.Serde;

/**
 * A list a key, written element by element, so that appending to a long list writes what was appended: the key of an entry is the key followed by the element's
 * index.
 */
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
    public Entries evolvedFrom(String storedSchema) {
        return new ListEntries(serde.evolvedFrom(Entries.behind("list=", storedSchema)));
    }

    @Override
    public boolean immutable() {
        return serde.immutable();
    }

    @Override
    public TableCapture capture(Table table) {
        return ((ReferenceTable) table).captureLists();
    }

    @Override
    public TableCapture.EntryWriter writer(Serde<Object> keySerde) {
        EntryScratch entry = new EntryScratch();
        return (captured, index, out) -> {
            ListValue list = (ListValue) captured.value(index);
            int end = Math.max(list.size(), list.sizeBefore());
            for (int i = list.keptCount(); i < end; i++) {
                entry.begin();
                captured.writeKey(index, keySerde, entry.key);
                entry.key.writeVarInt(i);
                boolean present = i < list.size();
                if (present) {
                    serde.write(list.get(i), entry.value);
                }
                entry.end(present, out);
            }
            return end - list.keptCount();
        };
    }

    /** A base may give the elements in any order. */
    @Override
    public void restore(Table table, int slot, StoredEntry entry) {
        int index = entry.key().readVarInt();
        ByteReader value = entry.value();
        ListValue before = table.value(slot) instanceof ListValue list ? list : ListValue.empty();
        ListValue after = value == null ? before.without(index) : before.with(index, serde.read(value));
        table.setClean(slot, after.isEmpty() ? Table.ABSENT : after);
    }
}
