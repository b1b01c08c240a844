package io.weir.files.sink;

import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * How records are kept while their file is pending, in a format that can go on across checkpoints, and how the file that readers see is made of them.
 *
 * <p>Threading: Immutable.
 *
 * @param rows what pending files hold
 * @param format what readers see
 */
record Staging<T>(RowsFormat<T> rows, FileFormat<T> format) {

    /** Opens a pending file, and closes it when it has been read. */
    @FunctionalInterface
    interface Opener {
        void read(PendingFile file, Reader reader) throws IOException;
    }

    /** Reads what is committed of a pending file, to its end. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream in) throws IOException;
    }

    /** Makes one file of the rows of several. */
    void convert(List<PendingFile> group, Opener opener, OutputStream out) throws IOException {
        try (FileEncoder<T> encoder = format.open(out)) {
            for (PendingFile file : group) {
                opener.read(file, in -> rows.copy(in, encoder));
            }
            encoder.finish();
        }
    }
}
