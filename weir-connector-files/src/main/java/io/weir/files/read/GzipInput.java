package io.weir.files.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What is in a gzip file (RFC 1952) of one member or several. Behind the last there may be zeros, as tape and block devices leave them; anything else is damage.
 * The JDK's own stream takes a later member with a damaged header for the end of the file.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class GzipInput extends InputStream {

    private static final int BUFFER_SIZE = 1 << 16;
    private static final int MAGIC_FIRST = 0x1f;
    private static final int MAGIC_SECOND = 0x8b;
    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    /** Time, extra flags and system, which say nothing about the content. */
    private static final int IGNORED_SIZE = 6;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 contentCrc = new CRC32();
    private final CRC32 headerCrc = new CRC32();
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private final byte[] single = new byte[1];
    private int position;
    private int limit;
    private boolean ended;

    /** @throws IOException if it does not begin with the header of a member */
    GzipInput(InputStream compressed) throws IOException {
        this.in = compressed;
        try {
            readHeader(next());
        } catch (IOException | RuntimeException e) {
            inflater.end();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = inflate(into, offset, length);
            if (count > 0) {
                contentCrc.update(into, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else {
                feed();
            }
        }
        return -1;
    }

    private int inflate(byte[] into, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(into, offset, length);
        } catch (DataFormatException e) {
            ZipException damaged = new ZipException("compressed data that is none: " + e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    private void feed() throws IOException {
        if (!fill()) {
            throw cutOff();
        }
        inflater.setInput(buffer, position, limit - position);
        position = limit;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long crc = readLittleEndian(Integer.BYTES);
        long size = readLittleEndian(Integer.BYTES);
        if (crc != contentCrc.getValue()) {
            throw new ZipException("the checksum of a gzip member differs");
        }
        if (size != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("the size of a gzip member differs");
        }
        if (!fill()) {
            ended = true;
        } else if (buffer[position] == 0) {
            passOverZeros();
            ended = true;
        } else {
            readHeader(next());
        }
    }

    private void passOverZeros() throws IOException {
        while (fill()) {
            if (buffer[position++] != 0) {
                throw new ZipException("bytes behind the zeros at the end of a gzip file");
            }
        }
    }

    private void readHeader(int first) throws IOException {
        headerCrc.reset();
        headerCrc.update(first);
        if (first != MAGIC_FIRST || header() != MAGIC_SECOND) {
            throw new ZipException("no header of a gzip member where one has to be");
        }
        if (header() != DEFLATE) {
            throw new ZipException("a gzip member of an unknown method");
        }
        int flags = header();
        if ((flags & FLAGS_RESERVED) != 0) {
            throw new ZipException("a gzip member with unknown flags, flags=" + flags);
        }
        skipHeader(IGNORED_SIZE);
        if ((flags & FLAG_EXTRA) != 0) {
            skipHeader(header() | (header() << Byte.SIZE));
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            long crc = headerCrc.getValue() & 0xffff;
            if (readLittleEndian(Short.BYTES) != crc) {
                throw new ZipException("the checksum of a gzip header differs");
            }
        }
        inflater.reset();
        contentCrc.reset();
        inflater.setInput(buffer, position, limit - position);
        position = limit;
    }

    private void skipText() throws IOException {
        int character = header();
        while (character != 0) {
            character = header();
        }
    }

    private void skipHeader(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            header();
        }
    }

    private int header() throws IOException {
        int value = next();
        headerCrc.update(value);
        return value;
    }

    private long readLittleEndian(int size) throws IOException {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) next() << (i * Byte.SIZE);
        }
        return value;
    }

    private int next() throws IOException {
        if (!fill()) {
            throw cutOff();
        }
        return Byte.toUnsignedInt(buffer[position++]);
    }

    /** Returns whether there is another byte. */
    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return position < limit;
    }

    private static EOFException cutOff() {
        return new EOFException("the file ends within a gzip member");
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        in.close();
    }
}
