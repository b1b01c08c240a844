package io.weir.files.sink;

import io.weir.files.FileFormat;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a user has set.
 *
 * <p>Threading: Immutable.
 *
 * @param directory where the files go
 * @param format how records become bytes
 * @param staging how records are kept until then; null if pending files are in the format itself
 * @param partitioning which directory a record goes to
 * @param rolling when a file is finished
 * @param compaction which finished files wait to be merged; null for none
 * @param openFilesMax how many files a subtask writes at once
 * @param prefix how names of files begin
 * @param suffix how they end
 * @param disk where files are
 */
record SinkSettings<T>(
        Path directory,
        FileFormat<T> format,
        @Nullable Staging<T> staging,
        Partitioning<T> partitioning,
        Rolling rolling,
        @Nullable Compaction compaction,
        int openFilesMax,
        String prefix,
        String suffix,
        Disk disk) {

    /** When a file is finished: by whichever comes first. */
    record Rolling(long sizeBytes, Duration interval, boolean atEachCheckpoint) {}

    /** Finished files of a partition wait until they have so many bytes together, or the first of them has waited so long. */
    record Compaction(long sizeBytes, Duration waitMax) {}

    /** Returns how often a writer looks for files that are old enough. */
    long timerNanos() {
        long rollNanos = rolling.interval().toNanos();
        return compaction == null
                ? rollNanos
                : Math.min(rollNanos, compaction.waitMax().toNanos());
    }

    /** Returns the format of pending files. */
    FileFormat<T> pendingFormat() {
        return staging == null ? format : staging.rows();
    }

    SinkSettings<T> withStaging(Staging<T> value) {
        return new SinkSettings<>(
                directory, format, value, partitioning, rolling, compaction, openFilesMax, prefix, suffix, disk);
    }

    SinkSettings<T> withPartitioning(Partitioning<T> value) {
        return new SinkSettings<>(
                directory, format, staging, value, rolling, compaction, openFilesMax, prefix, suffix, disk);
    }

    SinkSettings<T> withRolling(Rolling value) {
        return new SinkSettings<>(
                directory, format, staging, partitioning, value, compaction, openFilesMax, prefix, suffix, disk);
    }

    SinkSettings<T> withCompaction(Compaction value) {
        return new SinkSettings<>(
                directory, format, staging, partitioning, rolling, value, openFilesMax, prefix, suffix, disk);
    }

    SinkSettings<T> withOpenFilesMax(int value) {
        return new SinkSettings<>(
                directory, format, staging, partitioning, rolling, compaction, value, prefix, suffix, disk);
    }

    SinkSettings<T> withNames(String newPrefix, String newSuffix) {
        return new SinkSettings<>(
                directory,
                format,
                staging,
                partitioning,
                rolling,
                compaction,
                openFilesMax,
                newPrefix,
                newSuffix,
                disk);
    }

    SinkSettings<T> withDisk(Disk value) {
        return new SinkSettings<>(
                directory, format, staging, partitioning, rolling, compaction, openFilesMax, prefix, suffix, value);
    }
}
