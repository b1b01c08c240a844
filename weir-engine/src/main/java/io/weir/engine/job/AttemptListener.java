package io.weir.engine.job;

/**
 * What an attempt tells the job it belongs to.
 *
 * <p>Threading: Thread-safe.
 */
interface AttemptListener {

    /** A checkpoint is about to be decided; {@code counts} is a copy, and what they will be if it is. */
    void deciding(AttemptCounts counts);

    /** A checkpoint was decided; {@code counts} is a copy. */
    void decided(AttemptCounts counts);

    /** Every sink has committed all output up to a checkpoint. */
    void committed(long checkpointId);

    /** What was measured of a checkpoint that every sink has committed. */
    void measured(CheckpointFigures figures);

    /** The last checkpoint is committed. */
    void finished(JobState state);

    /** The attempt cannot go on; told once. */
    void failed(String where, Throwable cause);
}
