package io.weir.avro;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Writes maps in the order of their keys, so that equal records have equal bytes.
 *
 * <p>Threading: Thread-safe.
 */
final class SortedDatumWriter<T> extends SpecificDatumWriter<T> {

    SortedDatumWriter(Schema schema, AvroModel model) {
        super(schema, model);
    }

    @Override
    protected Iterable<Map.Entry<Object, Object>> getMapEntries(Object map) {
        // Keys may be of different classes, which are the same as text.
        TreeMap<String, Map.Entry<Object, Object>> sorted = new TreeMap<>();
        for (Map.Entry<Object, Object> entry : super.getMapEntries(map)) {
            sorted.put(entry.getKey().toString(), entry);
        }
        Iterator<Map.Entry<Object, Object>> entries = sorted.values().iterator();
        return () -> entries;
    }
}
