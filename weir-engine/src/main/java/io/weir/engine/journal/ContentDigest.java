package io.weir.engine.journal;

import java.util.zip.CRC32C;

/**
 * Sums up the frames that a manifest names, in order. It does not depend on where they lie, so a copied checkpoint
 * keeps its digest.
 *
 * <p>Threading: confined to one thread.
 */
final class ContentDigest {

    private static final int FRAME_SUMMARY_SIZE = 9;

    private final CRC32C crc = new CRC32C();
    private final byte[] summary = new byte[FRAME_SUMMARY_SIZE];
    private long frameCount;
    private long byteCount;

    void add(int typeByte, int length, int payloadCrc) {
        summary[0] = (byte) typeByte;
        putInt(1, length);
        putInt(5, payloadCrc);
        crc.update(summary, 0, FRAME_SUMMARY_SIZE);
        frameCount++;
        byteCount += length;
    }

    Totals totals() {
        return new Totals(frameCount, byteCount, (int) crc.getValue());
    }

    void reset() {
        crc.reset();
        frameCount = 0;
        byteCount = 0;
    }

    private void putInt(int index, int value) {
        for (int i = 0; i < 4; i++) {
            summary[index + i] = (byte) (value >>> (8 * i));
        }
    }

    /**
     * What a manifest says of the frames that it names.
     *
     * @param byteCount of their payloads
     */
    record Totals(long frameCount, long byteCount, int crc) {}
}
