package io.weir.engine.journal;

import io.weir.engine.exchange.KeyGroups;
import io.weir.serde.ByteReader;
import io.weir.serde.CorruptDataException;

/**
 * Entries of one key group where they lie, as {@link StateEntryCodec} writes them, with the schema that they were written under.
 *
 * <p>Threading: Immutable, as long as nobody writes the array.
 *
 * @param entryCount never more than there is room for
 * @param bytes holds the entries from {@code from} to {@code to}
 */
record EntryBlock(String schema, int keyGroup, int entryCount, byte[] bytes, int from, int to) {

    /** The least that an entry takes: the length of its key, and that it was removed. */
    private static final int ENTRY_SIZE_MIN = 2;

    EntryBlock {
        if (keyGroup < 0
                || keyGroup >= KeyGroups.COUNT
                || entryCount < 0
                || entryCount > (to - from) / ENTRY_SIZE_MIN) {
            throw new CorruptDataException("a block that makes no sense: group=" + keyGroup + ", entries=" + entryCount
                    + ", bytes=" + (to - from));
        }
    }

    int size() {
        return to - from;
    }

    ByteReader reader() {
        return new ByteReader(bytes, from, size());
    }

    /** Returns one whose bytes lie in an arena. */
    EntryBlock copied(ByteArena arena) {
        int at = arena.add(bytes, from, to);
        return new EntryBlock(schema, keyGroup, entryCount, arena.chunk(), at, at + size());
    }
}
