package io.weir.files.source;

import io.weir.source.SourceSplit;

/**
 * A file, or a range of its bytes, with the position that has been reached.
 *
 * <p>Threading: Immutable.
 *
 * @param path the file, absolute
 * @param size of the file in bytes when it was found
 * @param modifiedMillis when the file had been changed last when it was found, in milliseconds since 1970-01-01T00:00Z
 * @param start the first byte of the range
 * @param end the byte behind the range
 * @param position where to go on, as the format counts
 * @param recordCount how many records of the range have been gone through
 * @param finished whether the range has been read to its end
 */
public record FileSplit(
        String path,
        long size,
        long modifiedMillis,
        long start,
        long end,
        long position,
        long recordCount,
        boolean finished)
        implements SourceSplit {

    @Override
    public String splitId() {
        return start == 0 && end == size ? path : path + "[" + start + "," + end + ")";
    }

    FileSplit at(long newPosition, long newRecordCount, boolean nowFinished) {
        return new FileSplit(path, size, modifiedMillis, start, end, newPosition, newRecordCount, nowFinished);
    }
}
