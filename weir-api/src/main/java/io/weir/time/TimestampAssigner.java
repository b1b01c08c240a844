package io.weir.time;

/** Reads a record's event time. Must be a pure function of its arguments. */
@FunctionalInterface
public interface TimestampAssigner<T> {

    /**
     * Returns the event time in milliseconds since 1970-01-01T00:00Z.
     *
     * @param recordTimestamp what the source attached in the same unit, or {@link Timestamps#NONE}
     */
    long extractTimestamp(T value, long recordTimestamp);
}
