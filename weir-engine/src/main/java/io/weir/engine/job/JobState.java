package io.weir.engine.job;

/** Where a job is in its life. */
public enum JobState {
    /** An attempt is being prepared: the last checkpoint is read, and what it lists is committed. */
    RECOVERING,
    /** Records flow. */
    RUNNING,
    /** An attempt has ended, and what it held is being freed. */
    CLOSING,
    /** An attempt has failed; the next starts after a delay. */
    WAITING,
    /** The input has ended, and all output is committed. */
    FINISHED,
    /** The job was asked to stop, and all output up to its last checkpoint is committed. */
    STOPPED,
    /** The job was closed without a last checkpoint; started again, it goes on from the one before. */
    CANCELLED,
    /** The job has given up; started again, it goes on from its last checkpoint. */
    FAILED;

    /** Returns whether nothing more will happen. */
    public boolean isFinal() {
        return this == FINISHED || this == STOPPED || this == CANCELLED || this == FAILED;
    }
}
