package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the entries of a {@link CheckpointData.StateBlock}: length and key, then 0 for a removal, or 1 with
 * length and value.
 */
public final class StateEntryCodec {

    private StateEntryCodec() {}

    /** Appends an entry; a null value removes the key. */
    public static void write(ByteWriter out, byte[] key, byte @Nullable [] value) {
        out.writeBytes(key);
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeBytes(value);
        }
    }

    /** Passes every entry of a block to {@code visitor}, in order. */
    public static void read(CheckpointData.StateBlock block, Visitor visitor) {
        read(new ByteReader(block.entries()), block.entryCount(), visitor);
    }

    /** Passes on every entry of a block. */
    public static void read(ByteReader in, int entryCount, Visitor visitor) {
        for (int i = 0; i < entryCount; i++) {
            byte[] key = in.readBytes();
            visitor.entry(key, in.readBoolean() ? in.readBytes() : null);
        }
        in.expectEnd();
    }

    /** Takes entries. */
    @FunctionalInterface
    public interface Visitor {
        /** A null value says that the key was removed. */
        void entry(byte[] key, byte @Nullable [] value);
    }
}
