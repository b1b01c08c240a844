package io.weir.aggregate;

/**
 * Two accumulators side by side.
 *
 * <p>Threading: Immutable, if they are.
 */
public record Pair<A, B>(A first, B second) {}
