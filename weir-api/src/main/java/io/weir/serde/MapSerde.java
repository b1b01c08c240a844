package io.weir.serde;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps: the keys, then the values, both in iteration order; read as unmodifiable ones that keep it.
 *
 * <p>Threading: Immutable.
 */
record MapSerde<K, V>(Serde<K> key, Serde<V> value) implements TypeSerde<Map<K, V>> {

    @Override
    public void write(Map<K, V> map, ByteWriter out) {
        Elements.write(map.keySet(), key, out);
        Elements.write(map.values(), value, out);
    }

    @Override
    public Map<K, V> read(ByteReader in) {
        List<K> keys = Elements.read(key, in);
        List<V> values = Elements.read(value, in);
        if (keys.size() != values.size()) {
            throw new CorruptDataException("a map with keys=" + keys.size() + ", values=" + values.size());
        }
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        if (map.size() != keys.size()) {
            throw new CorruptDataException("a map with equal keys: " + map.size() + " of " + keys.size() + " differ");
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public void describe(SchemaText text) {
        text.append("map<").append(key).append(", ").append(value).append(">");
    }
}
