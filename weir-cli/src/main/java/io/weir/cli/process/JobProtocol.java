package io.weir.cli.process;

/**
 * What a command and its job's process say to each other, a line each. The end of the job's standard input means that the command is gone. A command may
 * have lines of its own besides.
 */
public final class JobProtocol {

    /** To the job: take a last checkpoint, commit it and end. */
    public static final String STOP = "stop";

    /** From the job: records flow. */
    public static final String RUNNING = "running";

    /** From the job: it has stopped in good order; the id of the last checkpoint follows, and how often an attempt failed. */
    public static final String STOPPED = "stopped ";

    /** From the job: it has given up; the code of the error follows. */
    public static final String FAILED = "failed ";

    private JobProtocol() {}
}
