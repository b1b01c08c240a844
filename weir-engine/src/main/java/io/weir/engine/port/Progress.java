package io.weir.engine.port;

/** What a call of a task has achieved. */
public enum Progress {
    /** Nothing could be done; the task calls its signal when that changes. */
    NONE,
    /** Something was done, and there may be more. */
    MADE
}
