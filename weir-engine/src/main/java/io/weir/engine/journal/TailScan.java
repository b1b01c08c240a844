package io.weir.engine.journal;

import io.weir.serde.ByteReader;
import io.weir.serde.CorruptDataException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells damage from a torn tail. Behind the first invalid frame of the last segment, it looks for any manifest or
 * confirmation that proves a newer checkpoint decided: an append that was torn leaves none, because both are written
 * only after the checkpoint that they refer to was synced.
 *
 * <p>Threading: confined to one thread.
 */
final class TailScan {

    /** Larger frames are not looked at: a manifest is small, and a confirmation names only sinks. */
    private static final int PROOF_SIZE_MAX = 1 << 20;

    private static final int WINDOW_SIZE = 4 * PROOF_SIZE_MAX;

    private final InputStream in;
    private final FrameSeal seal;
    private final byte[] window;
    private int windowSize;
    private long windowPosition;

    private TailScan(FileName name, InputStream in, long from, int capacity) {
        this.in = in;
        this.seal = new FrameSeal(name);
        this.window = new byte[capacity];
        this.windowPosition = from;
    }

    /**
     * Looks for a proof between {@code from} and {@code size}.
     *
     * @param newerThan the last checkpoint that could be read
     * @return the checkpoint that is proved decided; 0 if there is no proof
     */
    static long provenCheckpoint(ReadableStore store, FileName name, long from, long size, long newerThan)
            throws IOException {
        try (InputStream in = store.open(name.text())) {
            in.skipNBytes(from);
            return new TailScan(name, in, from, (int) Math.min(WINDOW_SIZE, size - from)).scan(newerThan);
        }
    }

    private long scan(long newerThan) throws IOException {
        while (true) {
            int read = in.readNBytes(window, windowSize, window.length - windowSize);
            windowSize += read;
            int keep = read == 0 ? 0 : Math.min(windowSize, FrameSeal.FRAME_HEADER_SIZE + PROOF_SIZE_MAX);
            int end = windowSize - keep;
            for (int i = 0; i < end; i++) {
                long proven = provenAt(i);
                if (proven > newerThan) {
                    return proven;
                }
            }
            if (read == 0) {
                return 0;
            }
            System.arraycopy(window, end, window, 0, keep);
            windowSize = keep;
            windowPosition += end;
        }
    }

    private long provenAt(int index) {
        if (windowSize - index < FrameSeal.FRAME_HEADER_SIZE) {
            return 0;
        }
        int code = window[index + Integer.BYTES];
        if (code != FrameType.MANIFEST.code() && code != FrameType.CONFIRM.code()) {
            return 0;
        }
        ByteReader header = new ByteReader(window, index, FrameSeal.FRAME_HEADER_SIZE);
        int length = header.readInt();
        header.skip(1);
        int start = index + FrameSeal.FRAME_HEADER_SIZE;
        if (length < 0 || length > PROOF_SIZE_MAX || length > windowSize - start) {
            return 0;
        }
        int payloadCrc = seal.payloadCrc(window, start, length);
        if (seal.frameCrc(windowPosition + index, code, length, payloadCrc) != header.readInt()) {
            return 0;
        }
        try {
            ByteReader payload = new ByteReader(window, start, length);
            return code == FrameType.MANIFEST.code()
                    ? Manifest.read(payload).previous().checkpointId()
                    : Confirmation.read(payload).lastCheckpointId();
        } catch (CorruptDataException e) {
            return 0;
        }
    }
}
