package io.weir.window;

/**
 * A group of records of one key that have a result together. Equal windows are the same window, so an implementation is a record, or has {@code equals} and
 * {@code hashCode} by value.
 *
 * <p>Threading: Immutable.
 */
public interface Window {

    /** Returns the last timestamp that belongs to the window, in milliseconds: its results have it, and it is complete when the watermark has reached it. */
    long maxTimestamp();
}
