package io.weir.engine.state;

import io.weir.serde.ByteReader;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;

/**
 * A value for each key and slice of time: the key of an entry is the key followed by the end of the slice. What checkpoints hold looks like a map by these ends.
 */
final class SliceEntries implements Entries {

    private static final String BEGIN = "map=" + Serdes.longs().schema() + " to ";

    private final Serde<Object> serde;

    SliceEntries(Serde<Object> serde) {
        this.serde = serde;
    }

    @Override
    public String schema() {
        return BEGIN + serde.schema();
    }

    @Override
    public Entries evolvedFrom(String storedSchema) {
        return new SliceEntries(serde.evolvedFrom(Entries.behind(BEGIN, storedSchema)));
    }

    @Override
    public boolean immutable() {
        return serde.immutable();
    }

    @Override
    public TableCapture capture(Table table) {
        return table.capture();
    }

    /** Entries belong to a slice. */
    @Override
    public TableCapture.EntryWriter writer(Serde<Object> keySerde) {
        throw new UnsupportedOperationException();
    }

    /** Returns what writes the entries of one slice. */
    TableCapture.EntryWriter writer(Serde<Object> keySerde, long sliceEnd) {
        EntryScratch entry = new EntryScratch();
        return (captured, index, out) -> {
            entry.begin();
            captured.writeKey(index, keySerde, entry.key);
            entry.key.writeLong(sliceEnd);
            Object present = TableCapture.present(captured.value(index));
            if (present != null) {
                serde.write(present, entry.value);
            }
            entry.end(present != null, out);
            return 1;
        };
    }

    @Override
    public void restore(Table table, int slot, StoredEntry entry) {
        ByteReader value = entry.value();
        table.setClean(slot, value == null ? Table.ABSENT : serde.read(value));
    }
}
