package io.weir.engine.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Computes the checksum of a frame. It covers the payload, the frame's own header and its place (file and position),
 * so a frame is valid only where it was written: a stale block, a misdirected read or a copy of a frame inside
 * somebody's data is never taken for one.
 *
 * <p>Threading: confined to one thread.
 */
final class FrameSeal {

    /** The bytes before a payload: length (4), type (1), checksum (4). */
    static final int FRAME_HEADER_SIZE = 9;

    /** Larger payloads are cut into several frames. */
    static final int PAYLOAD_SIZE_MAX = 16 << 20;

    /** Set in the type byte of a frame whose payload goes on in the next frame. */
    static final int CONTINUES = 0x80;

    private static final int PLACE_SIZE = 34;

    private final FileName file;
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer place = ByteBuffer.allocate(PLACE_SIZE).order(ByteOrder.LITTLE_ENDIAN);

    FrameSeal(FileName file) {
        this.file = file;
    }

    int payloadCrc(byte[] bytes, int offset, int length) {
        crc.reset();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    int frameCrc(long position, int typeByte, int length, int payloadCrc) {
        place.clear();
        place.put((byte) file.kind().code()).putLong(file.first()).putLong(file.second());
        place.putLong(position).putInt(length).put((byte) typeByte).putInt(payloadCrc);
        crc.reset();
        crc.update(place.array(), 0, PLACE_SIZE);
        return (int) crc.getValue();
    }
}
