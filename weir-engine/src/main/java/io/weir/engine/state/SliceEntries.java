package io.weir.engine.state;

import io.weir.serde.ByteReader;
import io.weir.serde.Serde;
import io.weir.serde.Serdes;

/**
 * A value for each key and slice of time: the key of an entry is the key followed by the end of the slice. What checkpoints hold looks like a map by these ends.
 */
final class SliceEntries implements Entries {

    /** Stands before the bounds of windows; they and the comma come before what a map would have. */
    private static final String SCHEMA_BEGIN = "slices=";

    private static final String MAP = ", map=" + Serdes.longs().schema() + " to ";

    private final String bounds;
    private final Serde<Object> serde;

    /** @param bounds of the windows: digits and words */
    SliceEntries(String bounds, Serde<Object> serde) {
        this.bounds = bounds;
        this.serde = serde;
    }

    /** Returns the bounds of the windows that have the entries. */
    String bounds() {
        return bounds;
    }

    @Override
    public String schema() {
        return SCHEMA_BEGIN + bounds + MAP + serde.schema();
    }

    /** Of other bounds too: windows that have ended leave nothing but removals. */
    @Override
    public Entries evolvedFrom(String storedSchema) {
        String rest = Entries.behind(SCHEMA_BEGIN, storedSchema);
        int end = Math.max(0, rest.indexOf(MAP));
        return new SliceEntries(rest.substring(0, end), serde.evolvedFrom(Entries.behind(MAP, rest.substring(end))));
    }

    /** Within the table of a slice. */
    @Override
    public boolean oneEach() {
        return true;
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
