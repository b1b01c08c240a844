package io.weir.engine.journal;

import java.io.IOException;

/**
 * A file that is being written.
 *
 * <p>Threading: confined to one thread at a time.
 *
 * <p>After any exception the file is poisoned: it is never written or synced again, because a sync that failed once may
 * succeed the next time with the data lost.
 */
public interface JournalFile extends AutoCloseable {

    /** Appends all the bytes. */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /** Makes everything appended durable. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
