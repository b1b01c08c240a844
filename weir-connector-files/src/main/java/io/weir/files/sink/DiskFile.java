package io.weir.files.sink;

import java.io.IOException;

/**
 * A file that is being written.
 *
 * <p>Threading: confined to one thread at a time.
 */
interface DiskFile extends AutoCloseable {

    /** Adds bytes at the end. After an exception nothing more is written or synced: what the disk holds is not known. */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Makes what was written durable. After an exception it is never tried again: a second sync may claim what the first has lost. */
    void sync() throws IOException;

    /** Idempotent. */
    @Override
    void close() throws IOException;
}
