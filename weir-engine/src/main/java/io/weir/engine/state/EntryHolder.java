package io.weir.engine.state;

/**
 * What holds the entries of one state in memory, and knows which differ from the last snapshot.
 *
 * <p>Threading: confined to one task.
 *
 * @param <F> how the entries are written
 */
interface EntryHolder<F extends EntryFormat<F>> {

    /** Takes what changed since the last call. */
    Captured capture(F format);

    /**
     * Lets the next {@link #capture} take every entry.
     *
     * @return false if it will take only what changed: where to take all would make a long pause, or not all entries are here
     */
    boolean markAll(F format);

    /** Reads something of what belongs to the first {@code count} keys, if keys are primitive longs, so that it is at hand. */
    default void fetch(long[] keys, int count) {}

    /** Returns whether it is so large that most of it is in no cache of the processor's, and {@link #fetch} is worth its time. */
    default boolean isLarge() {
        return false;
    }

    /** Makes room for so many entries, before the first. */
    void expect(long entryCount);

    /**
     * Restores one entry of a key.
     *
     * @param entry stands behind the key, at its end or at what the kind of state appends to it
     */
    void restore(F stored, KeyContext key, StoredEntry entry);

    /** Told when all entries have been restored. */
    default void restored() {}

    /** Returns how many entries there are, or keys that have some; may go through all of them. */
    long entryCount();
}
