package io.weir.engine.state;

import io.weir.serde.ByteWriter;

/**
 * Builds one entry at a time: a key and a value whose lengths are known only when they have been written.
 *
 * <p>Threading: confined to one thread.
 */
final class EntryScratch {

    final ByteWriter key = new ByteWriter();
    final ByteWriter value = new ByteWriter();

    /** Starts an entry. */
    void begin() {
        key.clear();
        value.clear();
    }

    /** Appends the entry as {@link io.weir.engine.journal.StateEntryCodec} writes it. */
    void end(boolean present, ByteWriter out) {
        out.writeVarInt(key.size());
        out.writeRaw(key.array(), 0, key.size());
        out.writeBoolean(present);
        if (present) {
            out.writeVarInt(value.size());
            out.writeRaw(value.array(), 0, value.size());
        }
    }
}
