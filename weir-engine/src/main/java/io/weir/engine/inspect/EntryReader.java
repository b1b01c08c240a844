package io.weir.engine.inspect;

import io.weir.serde.ByteReader;
import io.weir.serde.SchemaReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a state by the schema that they were written under, without their classes.
 *
 * <p>Threading: Immutable.
 */
final class EntryReader {

    private static final String KEY = "key=";
    private static final String AFTER_KEY = ", ";
    private static final String AFTER_MAP_KEY = " to ";
    private static final String SLICES = "slices=";
    private static final String AFTER_SLICES = ", ";

    private final StateKind kind;
    private final SchemaReader key;
    private final @Nullable SchemaReader mapKey;
    private final @Nullable SchemaReader value;

    private EntryReader(StateKind kind, SchemaReader key, @Nullable SchemaReader mapKey, @Nullable SchemaReader value) {
        this.kind = kind;
        this.key = key;
        this.mapKey = mapKey;
        this.value = value;
    }

    /** Returns the reader of a stored schema; null if a serde in it is not built in. */
    static @Nullable EntryReader of(String schema) {
        int keyEnd = schema.startsWith(KEY) ? SchemaReader.endOf(schema, KEY.length()) : -1;
        if (keyEnd < 0 || !schema.startsWith(AFTER_KEY, keyEnd)) {
            return null;
        }
        SchemaReader key = Objects.requireNonNull(SchemaReader.of(schema.substring(KEY.length(), keyEnd)), "key");
        String rest = behindSlices(schema.substring(keyEnd + AFTER_KEY.length()));
        for (StateKind kind : StateKind.values()) {
            if (rest.startsWith(kind.schemaBegin())) {
                return of(kind, key, rest.substring(kind.schemaBegin().length()));
            }
        }
        return null;
    }

    /** What windows keep is a map of slices, behind the bounds of the windows. */
    private static String behindSlices(String rest) {
        int map = rest.startsWith(SLICES) ? rest.indexOf(AFTER_SLICES) : -1;
        return map < 0 ? rest : rest.substring(map + AFTER_SLICES.length());
    }

    private static @Nullable EntryReader of(StateKind kind, SchemaReader key, String rest) {
        if (kind == StateKind.TIMER) {
            return new EntryReader(kind, key, null, null);
        }
        SchemaReader mapKey = null;
        String valueSchema = rest;
        if (kind == StateKind.MAP) {
            int end = SchemaReader.endOf(rest, 0);
            if (end < 0 || !rest.startsWith(AFTER_MAP_KEY, end)) {
                return null;
            }
            mapKey = SchemaReader.of(rest.substring(0, end));
            valueSchema = rest.substring(end + AFTER_MAP_KEY.length());
        }
        SchemaReader value = SchemaReader.of(valueSchema);
        return value == null ? null : new EntryReader(kind, key, mapKey, value);
    }

    StateKind kind() {
        return kind;
    }

    /** Reads one entry: its place in the list or map, or its time, is null for a value. */
    StateEntry read(byte[] keyBytes, byte[] valueBytes) {
        ByteReader in = new ByteReader(keyBytes);
        Object readKey = key.read(in);
        Object place = switch (kind) {
            case VALUE -> null;
            case LIST -> in.readVarInt();
            case MAP -> Objects.requireNonNull(mapKey, "mapKey").read(in);
            case TIMER -> in.readLong();
        };
        in.expectEnd();
        ByteReader valueIn = new ByteReader(valueBytes);
        StateEntry entry = new StateEntry(readKey, place, value == null ? null : value.read(valueIn));
        valueIn.expectEnd();
        return entry;
    }
}
