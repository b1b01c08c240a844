package io.weir.engine.state;

import io.weir.serde.ByteReader;

/**
 * Looks ahead at the keys of stored entries, and reads something of each one's slot, one right after the other: so the processor fetches many slots from memory at
 * the same time, and those who restore the entries find them at hand.
 *
 * <p>Threading: confined to one task.
 */
final class KeysAhead {

    /** So many that their slots stay in the first cache. */
    private static final int DISTANCE = 32;

    private final FlatTable table;
    private final ByteReader in;
    private int left;
    private int known;

    /** Never read: written so that nobody finds reading needless. */
    @SuppressWarnings("unused")
    private long fetched;

    /**
     * @param in stands at entries as {@link io.weir.engine.journal.StateEntryCodec} writes them, with primitive long keys
     * @param count of the entries
     */
    KeysAhead(FlatTable table, ByteReader in, int count) {
        this.table = table;
        this.in = in;
        this.left = count;
    }

    /** To be called before each entry is restored. */
    void next() {
        if (known == 0) {
            known = Math.min(DISTANCE, left);
            left -= known;
            fetch(known);
        }
        known--;
    }

    private void fetch(int count) {
        long any = 0;
        for (int i = 0; i < count; i++) {
            int keyEnd = in.readCount(1);
            keyEnd += in.position();
            long key = in.readLong();
            in.skip(keyEnd - in.position());
            if (in.readBoolean()) {
                in.skip(in.readCount(1));
            }
            any |= table.fetch(key);
        }
        fetched = any;
    }
}
