package io.weir.siege;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Reads Parquet files as parquet-java's own reader does, without Weir. */
final class PlainParquet {

    private PlainParquet() {}

    static void read(Path file, Consumer<Booking> bookings) throws IOException {
        readRows(file, row -> bookings.accept(bookingOf(row)));
    }

    static void readRows(Path file, Consumer<Group> consumer) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new PlainCodecs())
                        .build())) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> rows = columns.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    consumer.accept(rows.read());
                }
            }
        }
    }

    private static Booking bookingOf(Group row) {
        return new Booking(
                row.getLong("id", 0),
                row.getString("account", 0),
                row.getLong("amount", 0),
                row.getLong("number", 0),
                row.getLong("balance", 0));
    }
}
