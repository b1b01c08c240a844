package io.weir.engine.operator;

/**
 * An operator that is told some keys before their records come, and reads something of what it keeps of each, one right after the other: so the processor gets many from memory
 * at the same time, and each record finds its own at hand. Nothing changes by it.
 *
 * <p>Threading: confined to one task.
 */
public interface Fetching {

    /** Reads something of what is kept of the first {@code count} keys. */
    void fetch(long[] keys, int count);

    /** Returns whether what it keeps is so much that its records seldom find theirs in the caches. */
    default boolean isLarge() {
        return false;
    }
}
