package io.weir.engine.inspect;

/**
 * Who does something by hand, when, and why: kept with what was done.
 *
 * <p>Threading: Immutable.
 *
 * @param who the person
 * @param atMillis when, since 1970
 * @param why the person's words
 */
public record Signature(String who, long atMillis, String why) {}
