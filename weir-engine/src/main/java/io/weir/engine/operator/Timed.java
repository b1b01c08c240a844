package io.weir.engine.operator;

/**
 * An operator that acts by itself when a time has come. It is an {@link Operator} too.
 *
 * <p>Threading: confined to one task.
 */
public interface Timed {

    /** Returns when it wants {@link #processingTime} to be called, in milliseconds since 1970-01-01T00:00Z; {@link Long#MAX_VALUE} for never. */
    long dueMillis();

    /** Does a bounded part of what is due by now; {@link #dueMillis} then says whether there is more. */
    void processingTime(long nowMillis);
}
