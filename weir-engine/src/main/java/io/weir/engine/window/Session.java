package io.weir.engine.window;

import org.jspecify.annotations.Nullable;

/**
 * A session of a key, followed by its earlier ones, which it does not touch.
 *
 * <p>Threading: Immutable, if the accumulators are.
 *
 * @param start the first timestamp
 * @param end the first timestamp behind it
 * @param earlier the next earlier one; null if there is none
 */
record Session(
        long start, long end, Object accumulator, @Nullable Session earlier) {

    Session before(@Nullable Session newEarlier) {
        return new Session(start, end, accumulator, newEarlier);
    }
}
