package io.weir.testkit.world;

/**
 * Something in the world beside the processes that moves by itself: a network, a broker, a reader.
 *
 * <p>Threading: confined to the world.
 */
public interface Actor {

    /** Returns whether {@link #act} has something to do now. */
    boolean ready();

    /** Does one thing. */
    void act();

    /** Returns when it has something to do by the passing of time alone, in the world's nanoseconds; {@link Long#MAX_VALUE} for never. */
    default long dueNanos() {
        return Long.MAX_VALUE;
    }
}
