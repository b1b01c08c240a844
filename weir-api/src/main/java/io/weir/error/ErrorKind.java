package io.weir.error;

/** Says whose turn it is after an error. */
public enum ErrorKind {
    /** The pipeline, its settings or its data are wrong; running it again gives the same error until somebody mends them. */
    USER,
    /** An outside system failed; the engine restarts the job as its restart strategy says. */
    EXTERNAL,
    /** Memory, disk or another resource ran out; the engine restarts the job as its restart strategy says. */
    RESOURCES,
    /** Whether output was committed cannot be known; a person decides, and until then nothing is dropped. */
    IN_DOUBT,
    /** Weir broke a rule of its own; the job stops at once and keeps its last checkpoint. */
    DEFECT;

    /** Returns whether starting the job again without a change can help. */
    public boolean restartable() {
        return this == EXTERNAL || this == RESOURCES;
    }
}
