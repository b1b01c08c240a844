package io.weir.cli.checkpoints;

import io.weir.engine.inspect.StateEntry;
import io.weir.engine.inspect.StateKind;
import io.weir.engine.inspect.StoredState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a state with all that each has, as JSON: a value, a list, a map as an array of pairs, or the times of its timers.
 *
 * <p>Threading: confined to the main thread.
 */
final class Entries {

    private Entries() {}

    /** Returns the lines of a state by key; both in JSON. */
    static Map<String, String> of(StoredState state) {
        StateKind kind = state.kind();
        Map<String, String> values = new LinkedHashMap<>();
        if (kind == null || kind == StateKind.VALUE) {
            state.forEach(entry -> values.put(Json.write(entry.key()), Json.write(entry.value())));
            return values;
        }
        Map<String, Map<Object, String>> parts = new LinkedHashMap<>();
        state.forEach(entry -> add(parts, kind, entry));
        parts.forEach((key, elements) -> values.put(key, "[" + String.join(",", elements.values()) + "]"));
        return values;
    }

    private static void add(Map<String, Map<Object, String>> parts, StateKind kind, StateEntry entry) {
        Map<Object, String> elements = parts.computeIfAbsent(
                Json.write(entry.key()), key -> kind == StateKind.MAP ? new LinkedHashMap<>() : new TreeMap<>());
        String value = Json.write(entry.value());
        if (kind == StateKind.LIST && entry.place() instanceof Integer index) {
            elements.put(index, value);
        } else if (kind == StateKind.TIMER && entry.place() instanceof Long time) {
            elements.put(time, Long.toString(time));
        } else {
            String mapKey = Json.write(entry.place());
            elements.put(mapKey, "[" + mapKey + "," + value + "]");
        }
    }

    /** Returns one line of an export. */
    static String line(StoredState state, String key, @Nullable String value) {
        return "{\"stage\":" + Json.write(state.id().stage()) + ",\"state\":"
                + Json.write(state.id().state()) + ",\"key\":" + key + ",\"value\":" + value + "}";
    }
}
