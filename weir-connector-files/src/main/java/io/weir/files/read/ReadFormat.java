package io.weir.files.read;

import java.io.IOException;

/**
 * How records are laid out in a file, for reading: {@link LineFormat} and {@link CsvFormat} here, Parquet in the module {@code weir-parquet}, or one of your own.
 *
 * <p>Threading: Immutable; the readers of several subtasks use one instance.
 *
 * @param <T> the type of the records
 */
public interface ReadFormat<T> {

    /**
     * Returns whether a file that is not compressed may be read in several ranges of bytes at once. A range then begins with the first record that starts in it, wherever it was
     * cut, and ends with the last one that does.
     */
    boolean splittable();

    /**
     * Opens a part of a file behind the position that has been reached. May block.
     *
     * @throws IOException if the file cannot be read; the attempt fails and is tried again
     * @throws io.weir.error.WeirException of kind USER if the file is not of this format
     */
    FileCursor<T> open(FileSlice slice) throws IOException;
}
