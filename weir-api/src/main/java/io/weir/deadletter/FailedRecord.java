package io.weir.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A record as a dead letter carries it: of a source the bytes that could not be decoded, of other stages the value by the serde of its class.
 *
 * <p>Threading: Immutable; its bytes must not be changed.
 *
 * @param type the value's class; empty for the bytes of a source
 * @param schema what the bytes were written under, for {@link io.weir.serde.SchemaReader}; empty for the bytes of a source, and where there are none
 * @param key the key's bytes, of a source's record that has one
 * @param value the bytes; null if there are none, or if the built-in serdes do not know the class: then there is only the text
 * @param text the value for people to read, shortened to {@value #TEXT_MAX} characters; empty for the bytes of a source
 */
public record FailedRecord(String type, String schema, byte @Nullable [] key, byte @Nullable [] value, String text) {

    /** How many characters of text there are at most. */
    public static final int TEXT_MAX = 4096;
}
