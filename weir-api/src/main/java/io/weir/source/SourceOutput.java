package io.weir.source;

/**
 * Where a reader puts what it has read.
 *
 * <p>Threading: confined to {@link SourceReader#poll}.
 */
public interface SourceOutput<T> {

    /**
     * Emits a record. It may be processed after this call, and be kept: a reader changes no object that it has emitted, and emits another one for each record.
     *
     * @param timestamp event time in milliseconds since 1970-01-01T00:00Z, or {@link io.weir.time.Timestamps#NONE}
     */
    void emit(T value, long timestamp);

    /**
     * Hands over a record that cannot be decoded: it goes to the side output that the user named with {@code onError}, or, when there is none, fails the
     * job with its origin.
     */
    void reject(RejectedRecord rejected);

    /**
     * Returns the output of one split, which keeps event time apart for each split. Readers with several splits emit through these; for a stage without
     * a watermark strategy it is this same object. Once a reader has been given a split, event time waits for its first record, unless it is idle.
     *
     * @param splitId {@link SourceSplit#splitId} of a split that the reader was given
     */
    SourceOutput<T> forSplit(String splitId);

    /**
     * Says that there are no records for now and perhaps not for long: until the next one, the split no longer holds event time back, whatever the stage's
     * {@link io.weir.time.WatermarkStrategy#withIdleness}. To be called on the output of one split; on that of the whole reader it concerns all that it has been given. A reader
     * says so again in each attempt. Without effect for a stage without a watermark strategy.
     */
    default void markIdle() {}

    /**
     * Says that a split has been read to its end: it no longer holds event time back. To be called at every attempt, also for a split that was restored at its end. A
     * reader that does not keep its splits apart, or whose splits have no end, need not.
     */
    default void releaseOutputForSplit(String splitId) {}

    /**
     * Tells when the records were created that were emitted since the last call, or since the call of {@link SourceReader#poll} began: for a run of records, not for each. It serves the job's
     * latency histogram and nothing else; without it, records count from when they were read. To be called on the output that they were emitted to, or that of the whole reader.
     *
     * @param oldestMillis when the oldest was created, in milliseconds since 1970-01-01T00:00Z
     * @param newestMillis when the newest was
     */
    default void created(long oldestMillis, long newestMillis) {}
}
