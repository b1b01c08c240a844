package io.weir.files.source;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The age beyond which files are forgotten, and not read if they are found: counted from the newest file that is known, so that it needs no clock and never moves back. The
 * newest file itself is never forgotten.
 *
 * <p>Threading: Immutable.
 *
 * @param millis files changed at or before this time are beyond it
 */
record Horizon(long millis) {

    static final Horizon NONE = new Horizon(Long.MIN_VALUE);

    static Horizon of(@Nullable Duration forgetAfter, Collection<FileSplit> known) {
        if (forgetAfter == null || known.isEmpty()) {
            return NONE;
        }
        long newest = Long.MIN_VALUE;
        for (FileSplit split : known) {
            newest = Math.max(newest, split.modifiedMillis());
        }
        return new Horizon(newest - forgetAfter.toMillis());
    }

    /** Returns whether a file changed at that time is on this side. */
    boolean isBefore(long modifiedMillis) {
        return modifiedMillis > millis;
    }
}
