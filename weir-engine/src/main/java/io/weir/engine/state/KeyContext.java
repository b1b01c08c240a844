package io.weir.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * The key of the record being processed, which all state of a stage refers to.
 *
 * <p>Threading: confined to one task.
 */
public sealed class KeyContext permits GuardedKey {

    private @Nullable Object objectKey;
    private long longKey;
    private int hash;

    /** Sets a key that is an object. */
    public void set(Object key, int spreadHash) {
        objectKey = key;
        hash = spreadHash;
    }

    /** Sets a key that is a primitive long. */
    public void set(long key, int spreadHash) {
        objectKey = null;
        longKey = key;
        hash = spreadHash;
    }

    /** Returns the key as an object; a primitive one is boxed at the first call. */
    public Object key() {
        Object key = objectKey;
        if (key == null) {
            key = longKey;
            objectKey = key;
        }
        return key;
    }

    long longKey() {
        return longKey;
    }

    /** Returns the spread hash of the key. */
    public int hash() {
        return hash;
    }
}
