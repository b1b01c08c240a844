package io.weir.engine.state;

import io.weir.serde.ByteReader;
import io.weir.serde.Serde;

/** One value a key. */
final class ValueEntries implements Entries {

    private final Serde<Object> serde;

    /** Whether values were written as they are written now. */
    private final boolean current;

    private ValueEntries(Serde<Object> serde, boolean current) {
        this.serde = serde;
        this.current = current;
    }

    @SuppressWarnings("unchecked") // the typed view in front of the table stores only such values
    static ValueEntries of(Serde<?> serde) {
        return new ValueEntries((Serde<Object>) serde, true);
    }

    @Override
    public String schema() {
        return "value=" + serde.schema();
    }

    @Override
    public Entries evolvedFrom(String storedSchema) {
        String stored = Entries.behind("value=", storedSchema);
        return new ValueEntries(serde.evolvedFrom(stored), stored.equals(serde.schema()));
    }

    @Override
    public boolean immutable() {
        return serde.immutable();
    }

    @Override
    public boolean oneEach() {
        return true;
    }

    @Override
    public TableCapture capture(Table table) {
        return table.capture();
    }

    @Override
    public TableCapture.EntryWriter writer(Serde<Object> keySerde) {
        EntryScratch entry = new EntryScratch();
        return (captured, index, out) -> {
            entry.begin();
            captured.writeKey(index, keySerde, entry.key);
            Object present = TableCapture.present(captured.value(index));
            if (present != null) {
                serde.write(present, entry.value);
            }
            entry.end(present != null, out);
            return 1;
        };
    }

    @Override
    public Object value(StoredEntry entry) {
        ByteReader value = entry.value();
        return value == null ? Table.ABSENT : serde.read(value);
    }

    @Override
    public void restore(Table table, int slot, StoredEntry entry) {
        ByteReader value = entry.value();
        if (value == null) {
            table.setClean(slot, Table.ABSENT);
        } else if (current && table instanceof FlatTable flat) {
            flat.readClean(slot, value);
        } else {
            table.setClean(slot, serde.read(value));
        }
    }
}
