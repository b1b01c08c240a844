package io.weir.files.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that is to be read, and how far it has been.
 *
 * <p>Threading: Immutable.
 *
 * @param path the file
 * @param size of the file in bytes when it was found; what may have been added since is not read
 * @param start the first byte of the part
 * @param end the byte behind the part
 * @param position where to go on, as the format counts: {@code start}, or what {@link FileCursor#position} was
 * @param recordCount how many records of the part lie before {@code position}
 * @param decompression what the file was compressed with; null if it was not. Such a file is one part, and its positions are those of the bytes that come out
 */
public record FileSlice(
        Path path,
        long size,
        long start,
        long end,
        long position,
        long recordCount,
        @Nullable Decompression decompression) {

    /** Returns whether nothing of the part has been read. */
    public boolean isFresh() {
        return recordCount == 0 && position == start;
    }

    /** Returns where records stop to belong to the part: a record belongs to it if it begins before. */
    public long stoppingPosition() {
        return decompression == null ? end : Long.MAX_VALUE;
    }

    /**
     * Opens the file's bytes from {@code offset} on, decompressed. To go forward in a compressed file it is decompressed again from its beginning.
     *
     * @throws EOFException if the file ends before {@code offset}
     */
    public InputStream open(long offset) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (decompression == null) {
                channel.position(offset);
                return new LimitedInput(Channels.newInputStream(channel), size - offset);
            }
            InputStream in = decompression.decompress(new LimitedInput(Channels.newInputStream(channel), size));
            in.skipNBytes(offset);
            return in;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
