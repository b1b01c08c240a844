package io.weir.files;

import java.io.IOException;

/**
 * Writes the records of one file.
 *
 * <p><b>Life cycle.</b> Any number of {@link #write} and {@link #flush}; then {@link #finish} if the file is to be used; then {@link #close}, whatever
 * happened before. After an exception only {@link #close} follows, and the file is given up.
 *
 * <p>Threading: confined to one thread at a time, which may block.
 *
 * @param <T> the type of the records
 */
public interface FileEncoder<T> extends AutoCloseable {

    /**
     * Adds a record. May buffer.
     *
     * @throws io.weir.error.WeirException if the format cannot hold this record
     */
    void write(T value) throws IOException;

    /**
     * Hands everything that is buffered to the output stream; see {@link FileFormat#appendable}. Of a format that is not appendable it is never called.
     * A flush with nothing new adds no byte.
     */
    void flush() throws IOException;

    /** Returns about how many bytes the file would have if it were finished now, what is buffered included. */
    long sizeBytes();

    /** Ends the file, with a footer if the format has one, and hands the rest to the output stream, without closing that. */
    void finish() throws IOException;

    /** Frees what the encoder holds in memory. Writes nothing, and leaves the output stream open. Idempotent. */
    @Override
    void close();
}
