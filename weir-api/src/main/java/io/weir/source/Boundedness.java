package io.weir.source;

/** Whether a source ends. */
public enum Boundedness {
    BOUNDED,
    UNBOUNDED
}
