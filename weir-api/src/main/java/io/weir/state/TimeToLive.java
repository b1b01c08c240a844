package io.weir.state;

import java.time.Duration;
import java.util.Objects;

/**
 * How long an entry of a state lives, by the clock of the machine (not by event time): a value, an element of a list, or an entry of a map, each on its own. An
 * entry whose time is over is never seen again, also after a restart; its memory and its place in checkpoints are given back a little later, as other keys are
 * used.
 *
 * <p>Expiry is a matter of the clock, so a record that is processed again after a crash may find an entry gone that it found the first time. What is committed is
 * exact all the same: only one of the two counts. Where results must depend on the input alone, clear state by event time instead.
 *
 * <p>Threading: Immutable.
 *
 * @param duration from the moment that {@code refresh} says, at least 1 ms
 */
public record TimeToLive(Duration duration, Refresh refresh) {

    /** What begins an entry's time anew. */
    public enum Refresh {
        /** It is written. */
        ON_WRITE,
        /** It is written or read. */
        ON_READ_AND_WRITE
    }

    public TimeToLive {
        Objects.requireNonNull(refresh, "refresh");
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("a time to live must be at least 1 ms: duration=" + duration);
        }
    }

    /** An entry lives so long after it was written last. */
    public static TimeToLive afterWrite(Duration duration) {
        return new TimeToLive(duration, Refresh.ON_WRITE);
    }

    /** An entry lives so long after it was written or read last. */
    public static TimeToLive afterReadOrWrite(Duration duration) {
        return new TimeToLive(duration, Refresh.ON_READ_AND_WRITE);
    }
}
