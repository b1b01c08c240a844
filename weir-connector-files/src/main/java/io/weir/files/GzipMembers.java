package io.weir.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip file (RFC 1952) of as many members as it is asked for. A member begins with its first byte, so that one without content is never written.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class GzipMembers extends OutputStream {

    private static final int BUFFER_SIZE = 8 * 1024;
    private static final int TRAILER_SIZE = 8;

    /** Magic number, deflate, no flags, no time, no extra flags, unknown system: the same bytes whenever and wherever. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private final byte[] single = new byte[1];
    private long endedBytes;
    private boolean inMember;
    private boolean closed;

    GzipMembers(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
        single[0] = (byte) value;
        write(single, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        if (!inMember) {
            inMember = true;
            out.write(HEADER);
        }
        crc.update(bytes, offset, length);
        deflater.setInput(bytes, offset, length);
        while (!deflater.needsInput()) {
            deflate();
        }
    }

    private void deflate() throws IOException {
        int size = deflater.deflate(buffer, 0, buffer.length);
        out.write(buffer, 0, size);
    }

    /** Ends the member that is open, if there is one, and flushes. */
    void endMember() throws IOException {
        if (inMember) {
            deflater.finish();
            while (!deflater.finished()) {
                deflate();
            }
            writeTrailer();
            endedBytes += HEADER.length + deflater.getBytesWritten() + TRAILER_SIZE;
            deflater.reset();
            crc.reset();
            inMember = false;
        }
        out.flush();
    }

    private void writeTrailer() throws IOException {
        writeLittleEndian((int) crc.getValue());
        writeLittleEndian((int) deflater.getBytesRead());
    }

    private void writeLittleEndian(int value) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    /** Returns how many bytes there are, but for what the compressor still holds back. */
    long compressedBytes() {
        return closed || !inMember ? endedBytes : endedBytes + HEADER.length + deflater.getBytesWritten();
    }

    /** Frees the compressor's memory. */
    @Override
    public void close() {
        closed = true;
        deflater.end();
    }
}
