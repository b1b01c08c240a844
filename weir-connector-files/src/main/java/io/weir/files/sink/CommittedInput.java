package io.weir.files.sink;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * The bytes of a pending file, as far as it is committed.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class CommittedInput extends InputStream {

    private final InputStream in;
    private final PendingFile file;
    private final CRC32C crc = new CRC32C();
    private final byte[] single = new byte[1];
    private long position;

    CommittedInput(InputStream in, PendingFile file) {
        this.in = in;
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    /** @throws EOFException if the file is shorter than what is committed */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == file.length()) {
            return -1;
        }
        int size = in.read(bytes, offset, (int) Math.min(length, file.length() - position));
        if (size < 0) {
            throw new EOFException("the file has " + position + " bytes, expected=" + file.length());
        }
        crc.update(bytes, offset, size);
        position += size;
        return size;
    }

    /** Returns whether all was read, and is what was written. */
    boolean isIntact() {
        return position == file.length() && (int) crc.getValue() == file.checksum();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
