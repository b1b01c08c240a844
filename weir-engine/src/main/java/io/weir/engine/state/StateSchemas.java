package io.weir.engine.state;

import io.weir.serde.SchemaReader;
import io.weir.serde.Serde;

/**
 * How the schema of a state begins: with that of its keys.
 *
 * <p>Threading: stateless.
 */
final class StateSchemas {

    private static final String KEY = "key=";
    private static final String SEPARATOR = ", ";

    private StateSchemas() {}

    /** Returns the text that comes before the schema of the values. */
    static String ofKey(Serde<?> keySerde) {
        return KEY + keySerde.schema() + SEPARATOR;
    }

    /** Returns where the schema of the values begins; -1 if that of the keys is not of a built-in serde. */
    static int endOfKey(String schema) {
        int end = schema.startsWith(KEY) ? SchemaReader.endOf(schema, KEY.length()) : -1;
        return end > 0 && schema.startsWith(SEPARATOR, end) ? end + SEPARATOR.length() : -1;
    }
}
