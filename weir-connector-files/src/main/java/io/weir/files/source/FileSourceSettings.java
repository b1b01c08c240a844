package io.weir.files.source;

import io.weir.files.read.Decompression;
import io.weir.files.read.ReadFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user said of a source.
 *
 * <p>Threading: Immutable.
 *
 * @param places files and directories, absolute
 * @param glob which files of a directory are read
 * @param watchInterval how often to look for new files; null if what is there at the start is all
 * @param forgetAfter how much older than the newest file one must be to be forgotten; null for never
 * @param splitSize in bytes; larger files are read in ranges of this size, where the format allows it
 * @param inTimeOrder whether event time need not wait for files whose turn has not come
 */
record FileSourceSettings<T>(
        List<Path> places,
        ReadFormat<T> format,
        String glob,
        List<Decompression> decompressions,
        @Nullable Duration watchInterval,
        Duration settleTime,
        @Nullable Duration forgetAfter,
        long splitSize,
        boolean inTimeOrder) {

    FileSourceSettings<T> withPlaces(List<Path> changed) {
        return new FileSourceSettings<>(
                List.copyOf(changed),
                format,
                glob,
                decompressions,
                watchInterval,
                settleTime,
                forgetAfter,
                splitSize,
                inTimeOrder);
    }

    FileSourceSettings<T> withGlob(String changed) {
        return new FileSourceSettings<>(
                places,
                format,
                changed,
                decompressions,
                watchInterval,
                settleTime,
                forgetAfter,
                splitSize,
                inTimeOrder);
    }

    FileSourceSettings<T> withDecompressions(List<Decompression> changed) {
        return new FileSourceSettings<>(
                places,
                format,
                glob,
                List.copyOf(changed),
                watchInterval,
                settleTime,
                forgetAfter,
                splitSize,
                inTimeOrder);
    }

    FileSourceSettings<T> withWatchInterval(Duration changed) {
        return new FileSourceSettings<>(
                places, format, glob, decompressions, changed, settleTime, forgetAfter, splitSize, inTimeOrder);
    }

    FileSourceSettings<T> withSettleTime(Duration changed) {
        return new FileSourceSettings<>(
                places, format, glob, decompressions, watchInterval, changed, forgetAfter, splitSize, inTimeOrder);
    }

    FileSourceSettings<T> withForgetAfter(Duration changed) {
        return new FileSourceSettings<>(
                places, format, glob, decompressions, watchInterval, settleTime, changed, splitSize, inTimeOrder);
    }

    FileSourceSettings<T> withSplitSize(long changed) {
        return new FileSourceSettings<>(
                places, format, glob, decompressions, watchInterval, settleTime, forgetAfter, changed, inTimeOrder);
    }

    FileSourceSettings<T> withTimeOrder() {
        return new FileSourceSettings<>(
                places, format, glob, decompressions, watchInterval, settleTime, forgetAfter, splitSize, true);
    }

    boolean isBounded() {
        return watchInterval == null;
    }

    /** Returns where a split's file is: on the file system of the place that it was found in. */
    Path pathOf(FileSplit split) {
        for (Path place : places) {
            Path path = place.getFileSystem().getPath(split.path());
            if (path.startsWith(place)) {
                return path;
            }
        }
        return places.get(0).getFileSystem().getPath(split.path());
    }

    /** Returns what the file was compressed with, by its name; null if nothing. */
    @Nullable Decompression decompressionOf(String path) {
        for (Decompression decompression : decompressions) {
            if (path.endsWith(decompression.suffix())) {
                return decompression;
            }
        }
        return null;
    }
}
