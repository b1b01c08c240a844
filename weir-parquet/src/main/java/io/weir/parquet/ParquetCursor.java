package io.weir.parquet;

import io.weir.error.WeirException;
import io.weir.files.read.FileCursor;
import io.weir.files.read.FileSlice;
import java.io.IOException;
import java.util.Objects;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a file's row groups. A position is counted in rows, from the slice's start.
 *
 * <p>Threading: confined to a lane.
 */
final class ParquetCursor<R> implements FileCursor<R> {

    private final RowType<R> rows;
    private final FileSlice slice;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final MessageColumnIO columns;

    /** Rows of the slice up to and with the current one. */
    private long rowCount;

    private @Nullable RecordReader<RowMaterializer.Row> group;
    private long groupRowsLeft;

    /** The number within the file of the group's first row that is not read yet. */
    private long nextRow;

    private RowMaterializer.@Nullable Row row;

    private ParquetCursor(RowType<R> rows, FileSlice slice, ParquetFileReader reader) {
        this.rows = rows;
        this.slice = slice;
        this.reader = reader;
        this.schema = rows.projection(reader.getFileMetaData().getSchema());
        this.columns = new ColumnIOFactory(reader.getFileMetaData().getCreatedBy())
                .getColumnIO(schema, reader.getFileMetaData().getSchema());
        reader.setRequestedSchema(schema);
    }

    static <R> ParquetCursor<R> open(RowType<R> rows, FileSlice slice) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .withRange(slice.start(), slice.end())
                .build();
        ParquetFileReader reader;
        try {
            reader = new ParquetFileReader(new LocalInputFile(slice.path()), options);
        } catch (RuntimeException e) {
            throw ParquetErrors.unreadable(slice.path().toString(), e);
        }
        try {
            ParquetCursor<R> cursor = new ParquetCursor<>(rows, slice, reader);
            cursor.skip(slice.recordCount());
            return cursor;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Passes over the first rows: over whole groups without reading them. */
    private void skip(long count) throws IOException {
        long left = count;
        int index = 0;
        while (index < reader.getRowGroups().size()
                && reader.getRowGroups().get(index).getRowCount() <= left) {
            left -= reader.getRowGroups().get(index++).getRowCount();
            reader.skipNextRowGroup();
        }
        rowCount = count - left;
        while (rowCount < count && next()) {
            row = null;
        }
        if (rowCount < count) {
            throw ParquetErrors.schema(
                    slice.path() + " has only " + rowCount + " rows where " + count + " were read",
                    "it is not the file that it was");
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            RecordReader<RowMaterializer.Row> open = groupRowsLeft == 0 ? nextGroup() : group;
            if (open == null) {
                return false;
            }
            row = open.read();
        } catch (WeirException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ParquetErrors.unreadable(slice.path().toString(), e);
        }
        groupRowsLeft--;
        nextRow++;
        rowCount++;
        return true;
    }

    private @Nullable RecordReader<RowMaterializer.Row> nextGroup() throws IOException {
        do {
            PageReadStore pages = reader.readNextRowGroup();
            if (pages == null) {
                return null;
            }
            groupRowsLeft = pages.getRowCount();
            nextRow = pages.getRowIndexOffset().orElse(rowCount);
            group = columns.getRecordReader(pages, new RowMaterializer(rows, schema));
        } while (groupRowsLeft == 0);
        return group;
    }

    @Override
    public @Nullable R decode() {
        RowMaterializer.Row now = Objects.requireNonNull(row, "a row that was moved to");
        if (now.failure() != null) {
            throw now.failure();
        }
        return rows.shape().type().cast(now.record());
    }

    @Override
    public long position() {
        return slice.start() + rowCount;
    }

    /** Counted from 1, as lines are. */
    @Override
    public String origin() {
        return "row=" + nextRow;
    }

    @Override
    public byte @Nullable [] bytes() {
        return null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
