package io.weir.files.sink;

import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A pending file that is being written.
 *
 * <p>Threading: confined to the writer's lane.
 */
final class OpenFile<T> {

    private static final int BUFFER_SIZE = 64 * 1024;

    private final String id;
    private final String target;
    private final long openedNanos;
    private final DiskFile file;
    private final ChecksumOutputStream counted;
    private final OutputStream buffered;
    private final FileEncoder<T> encoder;
    private final long headerLength;

    /** Whether records were written since the last time that it was made durable. */
    private boolean changed = true;

    private long durableLength;

    private OpenFile(String id, String target, long openedNanos, DiskFile file, FileFormat<T> format)
            throws IOException {
        this.id = id;
        this.target = target;
        this.openedNanos = openedNanos;
        this.file = file;
        this.counted = new ChecksumOutputStream(file);
        this.buffered = new BufferedOutputStream(counted, BUFFER_SIZE);
        this.encoder = format.open(buffered);
        if (format.appendable()) {
            encoder.flush();
            buffered.flush();
        }
        this.headerLength = counted.length();
    }

    static <T> OpenFile<T> create(
            Disk disk, Path path, String id, String target, long openedNanos, FileFormat<T> format) throws IOException {
        DiskFile file = disk.create(path);
        try {
            return new OpenFile<>(id, target, openedNanos, file, format);
        } catch (IOException | RuntimeException e) {
            try {
                file.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    String id() {
        return id;
    }

    void write(T value) throws IOException {
        encoder.write(value);
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    long sizeBytes() {
        return encoder.sizeBytes();
    }

    long ageNanos(long nowNanos) {
        return nowNanos - openedNanos;
    }

    /** Returns up to where the last barrier has made it durable. */
    long durableLength() {
        return durableLength;
    }

    /** Makes durable what was written, and leaves the file open. */
    PendingFile sync() throws IOException {
        encoder.flush();
        buffered.flush();
        return durable(false);
    }

    /** Ends the file and makes it durable. */
    PendingFile finish() throws IOException {
        encoder.finish();
        buffered.flush();
        PendingFile finished = durable(true);
        close();
        return finished;
    }

    private PendingFile durable(boolean finished) throws IOException {
        file.sync();
        changed = false;
        durableLength = counted.length();
        return new PendingFile(id, target, durableLength, counted.checksum(), headerLength, finished);
    }

    /** Writes nothing more. Idempotent. */
    void close() throws IOException {
        encoder.close();
        file.close();
    }
}
