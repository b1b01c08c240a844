package io.weir.engine.journal;

import java.io.IOException;

/**
 * The port to the files of one job: flat names, files that are written once from front to back. The production side
 * is a locked local directory; tests put a store below it that loses what was not synced.
 *
 * <p>A method that fails because there is no room left throws a {@link DiskFullException}.
 *
 * <p>Threading: Thread-safe. All methods may block; none is called by a thread that somebody interrupts.
 */
public interface JournalStore extends ReadableStore {

    /**
     * Makes a new empty file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is one of that name
     */
    JournalFile create(String name) throws IOException;

    /**
     * Gives a file another name, atomically. A file that is being written may be renamed: its {@link JournalFile} goes
     * on.
     *
     * @throws java.nio.file.FileAlreadyExistsException if {@code to} exists
     */
    void rename(String from, String to) throws IOException;

    /** Deletes a file; nothing happens if there is none. */
    void delete(String name) throws IOException;

    /** Makes the present bytes of a file that an earlier attempt wrote durable. */
    void sync(String name) throws IOException;

    /** Makes the names that were created, renamed or deleted durable. */
    void syncDirectory() throws IOException;

    /**
     * Shuts out whoever else has opened the same place: none of his changes gets through from now on. Nothing where a lock has done so.
     *
     * @throws io.weir.error.WeirException {@code superseded-attempt} if somebody has done that to this store before
     */
    default void takeOver() throws IOException {}

    /**
     * Returns how many bytes reading a checkpoint costs beside its own: more than nothing where each is an object that has to be asked for. A base replaces the checkpoints before it
     * once they are many, as well as once they are large.
     */
    default long checkpointOverhead() {
        return 0;
    }
}
