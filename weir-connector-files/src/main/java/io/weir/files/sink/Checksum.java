package io.weir.files.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads the first bytes of a file, and copies them if asked, while it computes their CRC32C. */
final class Checksum {

    private static final int BUFFER_SIZE = 64 * 1024;

    private Checksum() {}

    /** Returns whether a stream begins with {@code length} bytes of this checksum. */
    static boolean matches(InputStream in, long length, int checksum) throws IOException {
        return read(in, 0, length, null) == checksum;
    }

    /**
     * Copies bytes.
     *
     * @param from how many to pass over first; they count for the checksum all the same
     * @param length where to end, counted from the beginning
     * @return the checksum of the first {@code length} bytes
     * @throws IOException if there are fewer
     */
    static int copy(InputStream in, long from, long length, OutputStream out) throws IOException {
        return read(in, from, length, out);
    }

    private static int read(InputStream in, long from, long length, @Nullable OutputStream out) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, Math.max(1, length))];
        long position = 0;
        while (position < length) {
            int size = in.read(buffer, 0, (int) Math.min(buffer.length, length - position));
            if (size < 0) {
                throw new IOException("the file has " + position + " bytes, expected at least " + length);
            }
            crc.update(buffer, 0, size);
            int skipped = (int) Math.min(size, Math.max(0, from - position));
            if (out != null && skipped < size) {
                out.write(buffer, skipped, size - skipped);
            }
            position += size;
        }
        return (int) crc.getValue();
    }
}
