package io.weir.testkit.world;

/** What becomes of a call to an outside system. */
public enum Reply {
    /** It happens, and the caller learns of it. */
    GIVEN(true, true),
    /** It does not happen, and the caller learns that it has not. */
    REFUSED(false, true),
    /** It does not happen, and the caller does not learn whether it has. */
    REQUEST_LOST(false, false),
    /** It happens, and the caller does not learn whether it has. */
    REPLY_LOST(true, false),
    /** It happens at a later time or never, and the caller does not learn whether it has. */
    LATE(false, false);

    private final boolean happens;
    private final boolean known;

    Reply(boolean happens, boolean known) {
        this.happens = happens;
        this.known = known;
    }

    /** Returns whether the effect is to happen now. */
    public boolean happens() {
        return happens;
    }

    /** Returns whether the caller gets a definite answer. */
    public boolean known() {
        return known;
    }
}
