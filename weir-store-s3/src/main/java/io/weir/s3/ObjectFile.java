package io.weir.s3;

import io.weir.engine.journal.JournalFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * A file that is being written: each sync makes one more object of what was appended, and so does every {@link #partSizeMax} bytes, so that memory is bounded.
 *
 * <p>Nobody else writes to its place, and a part is begun only after the one before it is there. So a request that comes late, or twice, makes an object that is there already, or the last one.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class ObjectFile implements JournalFile {

    private static final int BUFFER_SIZE_MIN = 4 << 10;

    private final Bucket bucket;
    private final Keys keys;
    private final String place;
    private final int partSizeMax;
    private byte[] buffer = new byte[BUFFER_SIZE_MIN];
    private int size;
    private int partCount;
    private long offset;
    private boolean poisoned;
    private boolean closed;

    ObjectFile(Bucket bucket, Keys keys, String place, int partSizeMax) {
        this.bucket = bucket;
        this.keys = keys;
        this.place = place;
        this.partSizeMax = partSizeMax;
    }

    @Override
    public void append(byte[] bytes, int from, int length) throws IOException {
        requireSound();
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, partSizeMax - size);
            reserve(size + count);
            System.arraycopy(bytes, from + done, buffer, size, count);
            size += count;
            done += count;
            if (size == partSizeMax) {
                put();
            }
        }
    }

    @Override
    public void sync() throws IOException {
        requireSound();
        put();
    }

    /** What was appended and not synced is kept if possible: it says what is committed, for whoever reads the journal when the job has ended. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            if (!poisoned) {
                put();
            }
            buffer = new byte[0];
        }
    }

    private void put() throws IOException {
        if (size == 0) {
            return;
        }
        try {
            bucket.put(keys.part(place, partCount + 1, offset), Arrays.copyOf(buffer, size));
        } catch (IOException | RuntimeException e) {
            poisoned = true;
            throw e;
        }
        partCount++;
        offset += size;
        size = 0;
        if (buffer.length > partSizeMax / 2) {
            buffer = new byte[BUFFER_SIZE_MIN];
        }
    }

    private void reserve(int capacity) {
        if (buffer.length < capacity) {
            buffer = Arrays.copyOf(buffer, Math.min(partSizeMax, Math.max(capacity, 2 * buffer.length)));
        }
    }

    private void requireSound() throws IOException {
        if (poisoned) {
            throw new IOException("an earlier write or sync failed: " + place);
        }
        if (closed) {
            throw new IOException("the file is closed: " + place);
        }
    }
}
