package io.weir.join;

import io.weir.error.WeirException;
import io.weir.time.Timestamps;
import java.time.Duration;

/** Event times of joins. */
final class Times {

    private Times() {}

    /** Adds, and stays within what a timestamp can be. */
    static long plus(long timestamp, long millis) {
        long sum = timestamp + millis;
        if (((timestamp ^ sum) & (millis ^ sum)) < 0) {
            return millis > 0 ? Timestamps.MAX : Timestamps.NONE + 1;
        }
        return sum;
    }

    /** Returns a bound in milliseconds. */
    static long millis(String name, Duration bound) {
        try {
            return bound.toMillis();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too long: " + name + "=" + bound, e);
        }
    }

    static void require(long timestamp) {
        if (timestamp == Timestamps.NONE) {
            throw WeirException.user(
                    "no-timestamp",
                    "a join by event time got a record without a timestamp",
                    "the source attaches none, or was read without a watermark strategy, or a timer of processing time emitted the record",
                    "read both sources with a WatermarkStrategy that has a timestamp assigner");
        }
    }
}
