package io.weir.engine.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is over among the entries that are not in memory, a few at a time.
 *
 * <p>Threading: confined to one task.
 */
final class StoreSweep {

    private static final int ENTRIES_PER_LOOK = 64;

    /** To look is to search the store, so it is done now and then. */
    private static final int USES_PER_LOOK = 16;

    private final Spill spill;
    private byte[] next = {};
    private int uses;
    private long restsUntilMillis = Long.MIN_VALUE;

    StoreSweep(Spill spill) {
        this.spill = spill;
    }

    /** Returns the keys of some entries that were over at the last barrier. */
    List<byte[]> used(long nowMillis, long restMillis) {
        if (nowMillis < restsUntilMillis || ++uses % USES_PER_LOOK != 0) {
            return List.of();
        }
        List<byte[]> over = new ArrayList<>();
        byte @Nullable [] goOn = spill.sweep(next, ENTRIES_PER_LOOK, nowMillis, over);
        next = goOn == null ? new byte[0] : goOn;
        if (goOn == null) {
            restsUntilMillis = nowMillis + restMillis;
        }
        return over;
    }
}
