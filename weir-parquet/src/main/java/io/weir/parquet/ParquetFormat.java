package io.weir.parquet;

import io.weir.error.WeirException;
import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import io.weir.files.read.FileCursor;
import io.weir.files.read.FileSlice;
import io.weir.files.read.ReadFormat;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Apache Parquet files of Java records, to be written and to be read: a column for each component, of its name.
 *
 * <pre>{@code
 * FileSource.of(Path.of("/data/in"), ParquetFormat.of(Order.class))
 * }</pre>
 *
 * <p>A file is finished, with its footer, whenever the sink asks for it. What is being written is kept in memory until a row group is full: for each file that a subtask has open, up to
 * {@link #rowGroupSize} bytes.
 *
 * <p>A file may be read in ranges: a row group is read by the range that holds its middle.
 *
 * <p>Threading: Immutable. Each method that sets something returns a new format.
 *
 * @param <R> the record type
 */
public final class ParquetFormat<R> implements FileFormat<R>, ReadFormat<R> {

    private static final long ROW_GROUP_SIZE = 64L << 20;
    private static final long ROW_GROUP_SIZE_MIN = 1L << 16;

    private final RowType<R> rows;
    private final ParquetCompression compression;
    private final long rowGroupSize;

    private ParquetFormat(RowType<R> rows, ParquetCompression compression, long rowGroupSize) {
        this.rows = rows;
        this.compression = compression;
        this.rowGroupSize = rowGroupSize;
    }

    /**
     * Files of records of {@code type}, compressed by gzip.
     *
     * @throws WeirException {@code parquet-type} if a component has no column; the types are listed in docs/connectors/parquet.md
     */
    public static <R> ParquetFormat<R> of(Class<R> type) {
        return new ParquetFormat<>(ColumnTypes.row(type), ParquetCompression.GZIP, ROW_GROUP_SIZE);
    }

    /** Sets how files are compressed that are written; by gzip if not set. */
    public ParquetFormat<R> compression(ParquetCompression compression) {
        return new ParquetFormat<>(rows, compression, rowGroupSize);
    }

    /** Sets about how large a row group may become in memory before it is written, in bytes; 64 MiB if not set, at least 64 KiB. */
    public ParquetFormat<R> rowGroupSize(long size) {
        if (size < ROW_GROUP_SIZE_MIN) {
            throw WeirException.user(
                    "parquet-setting",
                    "row groups of " + size + " bytes",
                    "columns are worth their while only in groups of many rows",
                    "give at least " + ROW_GROUP_SIZE_MIN);
        }
        return new ParquetFormat<>(rows, compression, size);
    }

    @Override
    public String extension() {
        return ".parquet";
    }

    /** False: a Parquet file ends with its footer. */
    @Override
    public boolean appendable() {
        return false;
    }

    @Override
    public FileEncoder<R> open(OutputStream out) throws IOException {
        return new ParquetEncoder<>(rows, compression, rowGroupSize, out);
    }

    /** As {@link #compression} with {@link ParquetCompression#GZIP}: within the file, where readers expect it. */
    @Override
    public ParquetFormat<R> gzip() {
        return compression(ParquetCompression.GZIP);
    }

    @Override
    public boolean splittable() {
        return true;
    }

    @Override
    public FileCursor<R> open(FileSlice slice) throws IOException {
        if (slice.decompression() != null) {
            throw ParquetErrors.schema(
                    slice.path() + " cannot be read as Parquet",
                    "by its name it is compressed as a whole, and Parquet files are compressed within");
        }
        return ParquetCursor.open(rows, slice);
    }
}
