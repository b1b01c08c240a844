package io.weir.files.read;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the records of one slice in order. Reading again from a position gives the same records.
 *
 * <p>Threading: confined to a lane, where it may block.
 *
 * @param <T> the type of the records
 */
public interface FileCursor<T> extends Closeable {

    /**
     * Moves to the next record.
     *
     * @return false at the end of the slice
     * @throws IOException if the file cannot be read; the attempt fails
     */
    boolean next() throws IOException;

    /**
     * Decodes the record that was moved to.
     *
     * @return null to pass over it
     * @throws Exception if it cannot be decoded; it is rejected, and reading goes on. The message is the reason
     */
    @Nullable T decode() throws Exception;

    /** Returns the position behind the record that was moved to, as {@link FileSlice#position} takes it; before the first, the one to begin from. Never falls. */
    long position();

    /** Returns where the record stands within its file, such as {@code line=3, byte=120}. */
    String origin();

    /** Returns the record's bytes, for one that is rejected; null if it has none of its own. */
    byte @Nullable [] bytes();
}
