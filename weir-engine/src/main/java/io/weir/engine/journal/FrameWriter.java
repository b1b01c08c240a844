package io.weir.engine.journal;

import io.weir.serde.ByteWriter;
import java.io.IOException;

/**
 * Writes frames to a file through a buffer. Up to 16 MiB between two flushes reach the file by one call.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class FrameWriter {

    /** Bounds the buffer, whatever the size of a checkpoint. */
    private static final int BUFFERED_SIZE_MAX = 16 << 20;

    private final int bufferedSizeMax;
    private final JournalFile file;
    private final FrameSeal seal;
    private final ByteWriter buffer;
    private final ContentDigest digest = new ContentDigest();
    private long flushedSize;

    /**
     * @param name the final one
     * @param buffer reused; its content is forgotten
     */
    FrameWriter(ReadableStore store, JournalFile file, FileName name, ByteWriter buffer) {
        this.bufferedSizeMax = HeapShare.of(store, BUFFERED_SIZE_MAX, 32);
        this.file = file;
        this.seal = new FrameSeal(name);
        this.buffer = buffer;
        buffer.clear();
        FilePreamble.write(buffer, name.kind());
    }

    /** Returns the size of the file once everything is flushed. */
    long size() {
        return flushedSize + buffer.size();
    }

    /** Sums up the content since its last reset. */
    ContentDigest digest() {
        return digest;
    }

    /**
     * Adds a record: one frame, or several if it is large.
     *
     * @return the checksum of the last frame's payload
     */
    int write(FrameType type, ByteWriter payload) throws IOException {
        int offset = 0;
        int rest = payload.size();
        while (rest > FrameSeal.PAYLOAD_SIZE_MAX) {
            writeFrame(type, type.code() | FrameSeal.CONTINUES, payload.array(), offset, FrameSeal.PAYLOAD_SIZE_MAX);
            offset += FrameSeal.PAYLOAD_SIZE_MAX;
            rest -= FrameSeal.PAYLOAD_SIZE_MAX;
        }
        return writeFrame(type, type.code(), payload.array(), offset, rest);
    }

    /** Adds one frame, which may be part of a record; returns the checksum of its payload. */
    int writeFrame(FrameType type, int typeByte, byte[] bytes, int offset, int length) throws IOException {
        if (buffer.size() + FrameSeal.FRAME_HEADER_SIZE + length > bufferedSizeMax) {
            flush();
        }
        int payloadCrc = seal.payloadCrc(bytes, offset, length);
        int frameCrc = seal.frameCrc(size(), typeByte, length, payloadCrc);
        buffer.writeInt(length);
        buffer.writeByte(typeByte);
        buffer.writeInt(frameCrc);
        buffer.writeRaw(bytes, offset, length);
        if (type.summed()) {
            digest.add(typeByte, length, payloadCrc);
        }
        return payloadCrc;
    }

    /** Hands what is buffered to the file. */
    void flush() throws IOException {
        if (buffer.size() > 0) {
            file.append(buffer.array(), 0, buffer.size());
            flushedSize += buffer.size();
            buffer.clear();
        }
    }

    void sync() throws IOException {
        flush();
        file.sync();
    }

    void close() throws IOException {
        file.close();
    }
}
