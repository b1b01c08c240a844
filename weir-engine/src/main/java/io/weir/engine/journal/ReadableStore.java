package io.weir.engine.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The files of one job, to be read: flat names.
 *
 * <p>Threading: Thread-safe. All methods may block; none is called by a thread that somebody interrupts.
 */
public interface ReadableStore extends AutoCloseable {

    /** Returns the names of all files, sorted. */
    List<String> list() throws IOException;

    /** Opens a file from its beginning. */
    InputStream open(String name) throws IOException;

    /** Returns the size of a file in bytes. */
    long size(String name) throws IOException;

    /** Returns how much memory the process has, in bytes: buffers are a small part of it. */
    default long memory() {
        return Long.MAX_VALUE;
    }

    /**
     * Returns the same files for one that waits for what they hold, as a start does: what is read from front to back may be fetched ahead of the reader, at the cost
     * of processor time beside it. This store unless it says otherwise. It is not to be closed.
     */
    default ReadableStore readAhead() {
        return this;
    }

    /** Returns where this is, for messages. */
    String location();

    /** Gives back what was taken to read or write the files, such as a lock. Nothing unless the store says so. Idempotent. */
    @Override
    default void close() {}
}
