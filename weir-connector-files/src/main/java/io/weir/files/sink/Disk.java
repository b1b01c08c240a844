package io.weir.files.sink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What the sink needs of a file system. All effects of the sink go through here, so that a test can end a process between any two of them.
 *
 * <p>Threading: Thread-safe.
 */
interface Disk {

    /** Makes a directory whose parent exists, and says whether it was made by this call: false if it had been there. */
    boolean createDirectory(Path directory) throws IOException;

    /** Returns the names in a directory; none if there is no such directory. */
    List<String> names(Path directory) throws IOException;

    /** Returns the size of a file in bytes, or -1 if there is nothing of that name. */
    long size(Path path) throws IOException;

    /** Makes a file that must not exist, in a directory that must. */
    DiskFile create(Path file) throws IOException;

    /** Opens a file for reading from its beginning. Not buffered. */
    InputStream read(Path file) throws IOException;

    /** Gives a file or directory another name, atomically. A file of that name is replaced. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory, if it is there. */
    void delete(Path path) throws IOException;

    /** Makes durable which names a directory has. */
    void syncDirectory(Path directory) throws IOException;

    /** Returns what the disk says of itself on which something is that is there. */
    Volume volume(Path path) throws IOException;
}
