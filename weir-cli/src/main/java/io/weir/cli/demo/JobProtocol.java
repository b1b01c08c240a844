package io.weir.cli.demo;

/** What the demo and the job's process say to each other, a line each. The end of the job's standard input means that the demo is gone. */
final class JobProtocol {

    /** To the job: take a last checkpoint, commit it and end. */
    static final String STOP = "stop";

    /** From the job: records flow. */
    static final String RUNNING = "running";

    /** From the job: it has stopped in good order; the id of the last checkpoint follows. */
    static final String STOPPED = "stopped ";

    private JobProtocol() {}
}
