package io.weir.siege;

/** What a {@link Siege} strikes at, beside the job. Threading: confined to one thread. */
interface Besieged {

    /** Returns how many rows a plain client sees in the sink that is slowest to show them. */
    long visibleCount() throws Exception;

    /** Reads what each sink shows with a plain client, and checks that it is right, and that nothing is there twice. It need not be all. */
    void checkVisible() throws Exception;

    /** Kills a server with SIGKILL. */
    void killServer();

    /** Starts the server that was killed last again, with the data that it has. */
    void restartServer();
}
