package io.weir.runtime;

import io.weir.error.WeirException;
import org.jspecify.annotations.Nullable;

/**
 * What a check found before a job starts: see {@link CheckContext}.
 *
 * <p>Threading: Immutable.
 *
 * @param code as {@link WeirException#code}, explained in docs/errors.md; empty if all is well
 * @param what what was looked at, or is wrong, with the names of the things concerned
 * @param why the reason, as far as it is known; empty if all is well
 * @param mend what the reader can do about it; empty if all is well
 * @param error the error with which a start fails because of it; null unless it is a {@link Level#PROBLEM}
 */
public record Finding(
        Level level,
        String code,
        String what,
        String why,
        String mend,
        @Nullable WeirException error) {

    /** How bad it is. */
    public enum Level {
        /** It is as it should be. */
        OK,
        /** The job can start; what is promised may hold less than its user thinks, or cost more. */
        WARNING,
        /** The job cannot start, or would not be exact. */
        PROBLEM
    }

    /** Something is as it should be. */
    public static Finding ok(String what) {
        return new Finding(Level.OK, "", what, "", "", null);
    }

    /** Something should be looked at, and does not keep the job from starting. */
    public static Finding warning(String code, String what, String why, String mend) {
        return new Finding(Level.WARNING, code, what, why, mend, null);
    }

    /** Something keeps the job from starting. */
    public static Finding problem(WeirException error) {
        return new Finding(Level.PROBLEM, error.code(), error.what(), error.why(), error.mend(), error);
    }
}
