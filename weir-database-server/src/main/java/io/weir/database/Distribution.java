package io.weir.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What this module has to know about one product: where its programs are, how its first data is made, and how it runs.
 *
 * <p>Threading: Immutable; the calls that write files are made by one thread at a time.
 */
interface Distribution {

    /** How the file name of the jar with the programs begins. */
    String archivePrefix();

    /** Unpacks the programs from that jar into an empty directory. */
    void unpack(Archives archives, Path programs) throws IOException;

    /**
     * Makes the data of a new server, which has the one user and the one database of {@link DatabaseServer}.
     *
     * @param work an empty directory, where {@code data} has to be
     */
    void initialize(Path programs, Path work) throws IOException;

    /** The command that runs the server in the foreground. */
    List<String> command(Path programs, ServerDirectory directory, int port, Map<String, String> settings);

    /** What the server writes into its log when it answers. */
    String readyText();

    /** The JDBC address of a database. */
    String url(int port, String database);
}
