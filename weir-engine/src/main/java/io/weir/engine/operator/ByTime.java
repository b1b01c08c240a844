package io.weir.engine.operator;

import io.weir.time.Timestamps;

/**
 * What lets go of something when time goes on.
 *
 * <p>Threading: confined to one task.
 */
public interface ByTime {

    /** Returns the least time, beyond the one that has been reached, at which something is let go; {@link Timestamps#MAX} if there is nothing. */
    long nextTime();
}
