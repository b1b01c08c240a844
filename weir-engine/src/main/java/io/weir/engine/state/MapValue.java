package io.weir.engine.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The map of one key, with the entries that changed since the last barrier.
 *
 * <p>Threading: confined to one task.
 */
final class MapValue {

    final Map<Object, Object> entries = new LinkedHashMap<>();
    private Set<Object> changed = new LinkedHashSet<>();

    void put(Object mapKey, Object value) {
        entries.put(mapKey, value);
        changed.add(mapKey);
    }

    void remove(Object mapKey) {
        if (entries.remove(mapKey) != null) {
            changed.add(mapKey);
        }
    }

    /** Removes the entries whose values are such; returns whether there were any. */
    boolean removeIf(Predicate<Object> isSuch) {
        boolean removed = false;
        for (Iterator<Map.Entry<Object, Object>> each = entries.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Object, Object> entry = each.next();
            if (isSuch.test(entry.getValue())) {
                changed.add(entry.getKey());
                each.remove();
                removed = true;
            }
        }
        return removed;
    }

    void clear() {
        changed.addAll(entries.keySet());
        entries.clear();
    }

    /** Takes what changed since the last call: map keys with their values, {@link Table#ABSENT} for those removed. */
    Map<Object, Object> capture() {
        Map<Object, Object> captured = new LinkedHashMap<>();
        for (Object mapKey : changed) {
            captured.put(mapKey, entries.getOrDefault(mapKey, Table.ABSENT));
        }
        changed = new LinkedHashSet<>();
        return captured;
    }
}
