package io.weir.window;

/** What becomes of a window that its trigger was asked about. */
public enum TriggerResult {
    /** Nothing. */
    CONTINUE,
    /** Its result is emitted; it keeps its contents. */
    FIRE,
    /** Its contents are dropped. */
    PURGE,
    /** Its result is emitted, and then its contents are dropped. */
    FIRE_AND_PURGE;

    /** Returns whether a result is emitted. */
    public boolean isFire() {
        return this == FIRE || this == FIRE_AND_PURGE;
    }

    /** Returns whether the contents are dropped. */
    public boolean isPurge() {
        return this == PURGE || this == FIRE_AND_PURGE;
    }
}
