package io.weir.files.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Writes to a file, and knows how many bytes it has and their CRC32C.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class ChecksumOutputStream extends OutputStream {

    private final DiskFile file;
    private final CRC32C crc = new CRC32C();
    private final byte[] single = new byte[1];
    private long length;

    ChecksumOutputStream(DiskFile file) {
        this.file = file;
    }

    long length() {
        return length;
    }

    int checksum() {
        return (int) crc.getValue();
    }

    @Override
    public void write(int value) throws IOException {
        single[0] = (byte) value;
        write(single, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int size) throws IOException {
        file.write(bytes, offset, size);
        crc.update(bytes, offset, size);
        length += size;
    }
}
