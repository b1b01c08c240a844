package io.weir.files.source;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is there.
 *
 * @param path absolute
 * @param size in bytes
 * @param modifiedMillis when it was changed last, in milliseconds since 1970-01-01T00:00Z
 */
record FoundFile(String path, long size, long modifiedMillis) {

    static FoundFile of(String path, BasicFileAttributes attributes) {
        return new FoundFile(
                path, attributes.size(), attributes.lastModifiedTime().toMillis());
    }

    boolean isThatOf(FileSplit split) {
        return size == split.size() && modifiedMillis == split.modifiedMillis();
    }

    /** Divides it into ranges of {@code splitSize} bytes, of which the last may be up to half as large again. */
    List<FileSplit> splits(long splitSize) {
        List<FileSplit> splits = new ArrayList<>();
        long start = 0;
        while (size - start - splitSize > splitSize / 2) {
            splits.add(split(start, start + splitSize));
            start += splitSize;
        }
        splits.add(split(start, size));
        return splits;
    }

    private FileSplit split(long start, long end) {
        return new FileSplit(path, size, modifiedMillis, start, end, start, 0, false);
    }
}
