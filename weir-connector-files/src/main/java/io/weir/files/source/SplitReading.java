package io.weir.files.source;

import io.weir.files.read.FileCursor;
import io.weir.files.read.FileSlice;
import io.weir.source.RejectedRecord;
import io.weir.time.Timestamps;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Reads one split, batch by batch.
 *
 * <p>Threading: confined to the lane.
 */
final class SplitReading<T> implements Closeable {

    /** A batch ends with whichever comes first: few enough records that one is soon emitted, and few enough bytes that several can wait. */
    private static final int RECORDS_MAX = 1024;

    private static final long BYTES_MAX = 1L << 20;

    private final FileSourceSettings<T> settings;
    private final String stage;
    private FileSplit split;
    private @Nullable FileCursor<T> cursor;

    SplitReading(FileSourceSettings<T> settings, String stage, FileSplit split) {
        this.settings = settings;
        this.stage = stage;
        this.split = split;
    }

    /** Reads the next batch; opens the file where it was left if it is not open. */
    Batch<T> read() {
        try {
            FileCursor<T> open = cursor == null ? open() : cursor;
            cursor = open;
            return read(open);
        } catch (IOException e) {
            throw FileErrors.reading(stage, split, e);
        }
    }

    private FileCursor<T> open() throws IOException {
        expectUnchanged();
        return settings.format()
                .open(new FileSlice(
                        settings.pathOf(split),
                        split.size(),
                        split.start(),
                        split.end(),
                        split.position(),
                        split.recordCount(),
                        settings.decompressionOf(split.path())));
    }

    private Batch<T> read(FileCursor<T> open) throws IOException {
        Batch<T> batch = new Batch<>();
        long stop = open.position() + BYTES_MAX;
        while (batch.count() < RECORDS_MAX && open.position() < stop) {
            if (!open.next()) {
                expectUnchanged();
                batch.endSplit();
                close();
                break;
            }
            batch.add(decoded(open), open.position());
        }
        if (batch.count() > 0) {
            split = split.at(open.position(), split.recordCount() + batch.count(), batch.endsSplit());
        }
        return batch;
    }

    private @Nullable Object decoded(FileCursor<T> open) {
        try {
            return open.decode();
        } catch (Exception e) {
            String message = e.getMessage();
            return new RejectedRecord(
                    "file=" + split.path() + ", " + open.origin(),
                    null,
                    open.bytes(),
                    Timestamps.NONE,
                    message == null ? e.getClass().getSimpleName() : message);
        }
    }

    private void expectUnchanged() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(settings.pathOf(split), BasicFileAttributes.class);
        FoundFile now = FoundFile.of(split.path(), attributes);
        if (!now.isThatOf(split)) {
            throw FileErrors.changed(stage, split, now);
        }
    }

    /** Closes the file. It can be read on. */
    @Override
    public void close() throws IOException {
        FileCursor<T> open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }
}
