package io.weir.parquet;

import io.weir.files.FileEncoder;
import io.weir.files.read.FileCursor;
import io.weir.files.read.FileSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Writes and reads files, by Weir and by the library's own reader. */
final class ParquetFiles {

    private ParquetFiles() {}

    static <R> Path write(Path file, ParquetFormat<R> format, List<R> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FileEncoder<R> encoder = format.open(bytes)) {
            for (R each : records) {
                encoder.write(each);
            }
            encoder.finish();
        }
        return Files.write(file, bytes.toByteArray());
    }

    static FileSlice range(Path file, long start, long end, long recordCount) throws IOException {
        return new FileSlice(file, Files.size(file), start, end, start + recordCount, recordCount, null);
    }

    static FileSlice whole(Path file) throws IOException {
        return range(file, 0, Files.size(file), 0);
    }

    /** What a slice holds; what cannot be decoded as where it stands and the message that says why. */
    static <R> List<Object> read(ParquetFormat<R> format, FileSlice slice) throws IOException {
        List<Object> records = new ArrayList<>();
        try (FileCursor<R> cursor = format.open(slice)) {
            while (cursor.next()) {
                try {
                    records.add(cursor.decode());
                } catch (Exception e) {
                    records.add(cursor.origin() + ": " + e.getMessage());
                }
            }
        }
        return records;
    }

    static MessageType schema(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getFileMetaData().getSchema();
        }
    }

    static int rowGroupCount(Path file) throws IOException {
        try (ParquetFileReader reader = open(file)) {
            return reader.getRowGroups().size();
        }
    }

    /** Reads with the library's own record classes. */
    static List<Group> groups(Path file) throws IOException {
        List<Group> groups = new ArrayList<>();
        try (ParquetFileReader reader = open(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            PageReadStore pages = reader.readNextRowGroup();
            while (pages != null) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    groups.add(records.read());
                }
                pages = reader.readNextRowGroup();
            }
        }
        return groups;
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return new ParquetFileReader(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new Codecs())
                        .build());
    }
}
