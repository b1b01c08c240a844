package io.weir.engine.state;

/**
 * Where the entries of a declared state are: a table, or one for each slice of time.
 *
 * <p>Threading: confined to one task.
 */
interface Kept {

    /** Takes what changed since the last call. */
    Captured capture(Entries entries);

    /** Makes room for so many keys, before the first. */
    void expect(long keys);

    /**
     * Restores one entry.
     *
     * @param stored reads what was stored
     * @param entry stands behind the key
     */
    void restore(Entries stored, KeyContext key, StoredEntry entry);

    /** Called when every entry has been restored. */
    default void restored() {}

    /** Returns how many entries there are; goes through all of them. */
    long entryCount();
}
