package io.weir.engine.operator;

/**
 * Part of a fused chain that may hold records back while a reader is polled, so that their keys are looked at ahead ({@link Fetching}). It holds nothing at any other time.
 *
 * <p>Threading: confined to one task.
 */
public interface Gathering {

    /** Called before a poll: from now on records may be held back. */
    void begin();

    /** Called behind the poll: lets go what is held back, and what comes from now on passes at once. */
    void end();
}
