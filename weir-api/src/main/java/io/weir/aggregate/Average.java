package io.weir.aggregate;

/**
 * What an average is made of.
 *
 * <p>Threading: Immutable.
 */
public record Average(long count, double sum) {}
