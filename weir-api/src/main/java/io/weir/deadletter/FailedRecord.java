package io.weir.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A record as a dead letter carries it: of a source the bytes that could not be decoded, of other stages the value by the serde of its class. A letter must fit where its record did not: more than
 * {@value #BYTES_MAX} bytes are left out, and the text says so.
 *
 * <p>Threading: Immutable; its bytes must not be changed.
 *
 * @param type the value's class; empty for the bytes of a source
 * @param schema what the bytes were written under, for {@link io.weir.serde.SchemaReader}; empty for the bytes of a source, and where there are none
 * @param key the key's bytes, of a source's record that has one; null as well if they alone are more than {@value #BYTES_MAX}
 * @param value the bytes; null if there are none, if they were left out, or if they cannot be made (the built-in serdes do not know the class, or fail for the value): then there is only the text
 * @param text the value for people to read, shortened to {@value #TEXT_MAX} characters; empty for the bytes of a source that are not left out
 */
public record FailedRecord(String type, String schema, byte @Nullable [] key, byte @Nullable [] value, String text) {

    /** How many characters of text there are at most. */
    public static final int TEXT_MAX = 4096;

    /** How many bytes key and value have together at most. */
    public static final int BYTES_MAX = 256 * 1024;

    /** Returns whether only text stands for the record, so that it cannot be made again. */
    public boolean textOnly() {
        return value == null && !text.isEmpty();
    }
}
