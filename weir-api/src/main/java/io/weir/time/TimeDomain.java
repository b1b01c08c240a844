package io.weir.time;

/** What a timer goes by. */
public enum TimeDomain {
    /** The time of the records: a timer fires when the watermark has reached it. */
    EVENT_TIME,
    /** The machine's clock: a timer fires when the clock has reached it. */
    PROCESSING_TIME
}
