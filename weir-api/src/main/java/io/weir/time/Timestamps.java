package io.weir.time;

/** The two special values on the time axis. */
public final class Timestamps {

    /** The record has no event time. */
    public static final long NONE = Long.MIN_VALUE;

    /** The watermark after the last record of a bounded input. */
    public static final long MAX = Long.MAX_VALUE;

    private Timestamps() {}
}
