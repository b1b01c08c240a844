package io.weir.engine.state;

import io.weir.serde.ByteReader;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is being read where it lies, without copying its key and value: first the key with what a kind of state appends to it, then {@link #value}.
 *
 * <p>Threading: confined to one thread.
 */
final class StoredEntry {

    private final ByteReader in;
    private final boolean separate;
    private ByteReader key;

    /** @param in stands at entries as {@link io.weir.engine.journal.StateEntryCodec} writes them */
    StoredEntry(ByteReader in) {
        this.in = in;
        this.key = in;
        this.separate = false;
    }

    /** An entry whose key and value lie by themselves. */
    StoredEntry(ByteReader key, ByteReader value) {
        this.in = value;
        this.key = key;
        this.separate = true;
    }

    /** Begins with the next entry. */
    void next() {
        key = in.slice(in.readCount(1));
    }

    /** Returns what reads the key. */
    ByteReader key() {
        return key;
    }

    /** Returns what reads the value; null if there is none, because the key was removed. To be called once, behind the key. */
    @Nullable ByteReader value() {
        key.expectEnd();
        if (separate) {
            return in;
        }
        return in.readBoolean() ? in.slice(in.readCount(1)) : null;
    }
}
