package io.weir.engine.state;

import io.weir.error.WeirException;

/**
 * The key of a stage that also processes records without one: state asked for then would be that of a key that happened to come before.
 *
 * <p>Threading: confined to one task.
 */
public final class GuardedKey extends KeyContext {

    private final String stage;
    private boolean known;

    public GuardedKey(String stage) {
        this.stage = stage;
    }

    /** There is no key. */
    public void clear() {
        known = false;
    }

    @Override
    public void set(Object key, int spreadHash) {
        known = true;
        super.set(key, spreadHash);
    }

    @Override
    public void set(long key, int spreadHash) {
        known = true;
        super.set(key, spreadHash);
    }

    @Override
    public Object key() {
        require();
        return super.key();
    }

    @Override
    long longKey() {
        require();
        return super.longKey();
    }

    @Override
    public int hash() {
        require();
        return super.hash();
    }

    private void require() {
        if (!known) {
            throw WeirException.user(
                    "no-key",
                    "the stage \"" + stage + "\" asked for keyed state, a timer or the key where there is none",
                    "a broadcast record has no key, and neither has a stream that was not divided by key",
                    "keep what concerns all keys in broadcast state, or use keyBy before connect(...)");
        }
    }
}
