package io.weir.engine.port;

/**
 * The steps of the checkpoint protocol at which somebody may look on, or crash. In the order of their first occurrence in the life of an attempt that
 * finishes.
 */
public enum ProtocolStep {
    /** An attempt begins: the journal is about to be taken over. */
    RECOVERING,
    /** The journal has been read and continued; the checkpoint is the one that the job goes on from. */
    JOURNAL_RECOVERED,
    /** A sink is about to shut earlier attempts out. */
    FENCING,
    /** A sink has shut earlier attempts out. */
    FENCED,
    /** A checkpoint's output is about to be committed at one sink, for one subtask: in recovery or while the job runs. */
    COMMITTING,
    /** A committer has answered that a checkpoint's output is committed at one sink, for one subtask. */
    COMMITTED,
    /** The attempt's tasks are about to be called. */
    RUNNING,
    /** The coordinator has asked the sources for barriers. */
    TRIGGERED,
    /** A barrier has come on every input of a task, which is about to take its snapshot. */
    ALIGNED,
    /** A task has taken its snapshot and sent the barrier on. */
    SNAPSHOT,
    /** A sink's writer is about to seal its output. */
    PRE_COMMITTING,
    /** A sink's writer has answered that its output is sealed. */
    PRE_COMMITTED,
    /** The coordinator has heard that a task's snapshot and pre-commits are done. */
    ACKNOWLEDGED,
    /** The decision is about to be written. */
    DECIDING,
    /** The decision is durable; the coordinator does not know it yet. */
    DECIDED,
    /** Every sink has committed the checkpoint. */
    CONFIRMED,
    /** The end of the job is in the journal. */
    FINISHED
}
