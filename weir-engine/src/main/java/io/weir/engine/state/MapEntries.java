package io.weir.engine.state;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import io.weir.serde.Serde;
import java.util.Map;

/** A map a key, written entry by entry: the key of an entry is the key followed by the map key. */
final class MapEntries implements Entries {

    private final Serde<Object> mapKeySerde;
    private final Serde<Object> valueSerde;

    @SuppressWarnings("unchecked") // the typed view in front of the table stores only such keys and values
    MapEntries(Serde<?> mapKeySerde, Serde<?> valueSerde) {
        this.mapKeySerde = (Serde<Object>) mapKeySerde;
        this.valueSerde = (Serde<Object>) valueSerde;
    }

    @Override
    public String schema() {
        return "map=" + mapKeySerde.schema() + " to " + valueSerde.schema();
    }

    /** The keys of entries are compared by their bytes, so those of a map never change their type. */
    @Override
    public Entries evolvedFrom(String storedSchema) {
        String stored = Entries.behind("map=" + mapKeySerde.schema() + " to ", storedSchema);
        return new MapEntries(mapKeySerde, valueSerde.evolvedFrom(stored));
    }

    @Override
    public boolean immutable() {
        return mapKeySerde.immutable() && valueSerde.immutable();
    }

    @Override
    public TableCapture capture(Table table) {
        return ((ReferenceTable) table).captureMaps();
    }

    @Override
    public TableCapture.EntryWriter writer(Serde<Object> keySerde) {
        EntryScratch entry = new EntryScratch();
        return (captured, index, out) -> {
            Map<?, ?> changed = (Map<?, ?>) captured.value(index);
            changed.forEach((mapKey, mapValue) -> {
                entry.begin();
                captured.writeKey(index, keySerde, entry.key);
                write(mapKey, mapValue, entry, out);
            });
            return changed.size();
        };
    }

    private void write(Object mapKey, Object mapValue, EntryScratch entry, ByteWriter out) {
        mapKeySerde.write(mapKey, entry.key);
        Object present = TableCapture.present(mapValue);
        if (present != null) {
            valueSerde.write(present, entry.value);
        }
        entry.end(present != null, out);
    }

    @Override
    public void restore(Table table, int slot, StoredEntry entry) {
        Object mapKey = mapKeySerde.read(entry.key());
        ByteReader value = entry.value();
        MapValue map = table.value(slot) instanceof MapValue existing ? existing : new MapValue();
        if (value == null) {
            map.entries.remove(mapKey);
        } else {
            map.entries.put(mapKey, valueSerde.read(value));
        }
        table.setClean(slot, map.entries.isEmpty() ? Table.ABSENT : map);
    }
}
