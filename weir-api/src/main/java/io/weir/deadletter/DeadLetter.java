package io.weir.deadletter;

import java.util.Objects;

/**
 * A record that a stage could not take, as it goes to the side output named with {@code onError}: exactly once, like every other record. It is plain data, so any sink can write
 * it; {@code KafkaSink.json("dead", DeadLetter.class)} gives the JSON form that docs/dead-letters.md describes and {@code weir dead-letters} reads.
 *
 * <p>Threading: Immutable; its bytes must not be changed.
 *
 * @param job the pipeline's name
 * @param stage the source, stage or sink that could not take the record
 * @param step what it was about to do with it
 * @param origin where the record comes from, in words that lead a person there: {@code topic=orders, partition=1, offset=42} for a source, {@code input=0, subtask=2} elsewhere
 * @param timestamp its event time in milliseconds since 1970-01-01T00:00Z, or {@link io.weir.time.Timestamps#NONE}
 * @param record the record itself
 * @param cause why
 */
public record DeadLetter(
        String job, String stage, Step step, String origin, long timestamp, FailedRecord record, Cause cause) {

    /** What could not be done with a record. */
    public enum Step {
        /** A source could not decode it. */
        DECODE,
        /** A stage's function failed for it. */
        PROCESS,
        /** A sink refused it. */
        WRITE
    }

    public DeadLetter {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(cause, "cause");
    }
}
