package io.weir.bench;

import io.weir.files.FileEncoder;
import io.weir.files.FileFormat;
import io.weir.files.read.FileCursor;
import io.weir.files.read.FileSlice;
import io.weir.files.sink.FileSink;
import io.weir.parquet.ParquetFormat;
import io.weir.sink.Sink;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A directory of files.
 *
 * <p>Threading: confined to one thread.
 */
final class FileOutput implements SinkOutput {

    private static final String HEADER = "id,customer,cents,text";
    private static final int BUFFER_SIZE = 64 << 10;

    private final SinkTarget target;
    private final Path directory;

    FileOutput(SinkTarget target, Path directory) {
        this.target = target;
        this.directory = directory;
    }

    @Override
    public Sink<SinkRecord, ?> sink(SinkContender.Road road) {
        FileFormat<SinkRecord> format = switch (target) {
            case LINES -> FileFormat.lines(SinkRecord::line);
            case CSV_GZIP -> FileFormat.csv(SinkRecord.class).gzip();
            default -> ParquetFormat.of(SinkRecord.class);
        };
        return FileSink.of(directory, format);
    }

    @Override
    public void writeByHand(LongFunction<SinkRecord> input, long count) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("part-0");
        switch (target) {
            case LINES -> writeLines(Files.newOutputStream(file), false, input, count);
            case CSV_GZIP ->
                writeLines(new GZIPOutputStream(Files.newOutputStream(file), BUFFER_SIZE), true, input, count);
            default -> writeParquet(file, input, count);
        }
    }

    private static void writeLines(OutputStream bytes, boolean header, LongFunction<SinkRecord> input, long count)
            throws IOException {
        try (BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), BUFFER_SIZE)) {
            if (header) {
                out.write(HEADER);
                out.write('\n');
            }
            for (long id = 0; id < count; id++) {
                out.write(input.apply(id).line());
                out.write('\n');
            }
        }
    }

    /** The library's writer, with the settings of the sink's format. */
    private static void writeParquet(Path file, LongFunction<SinkRecord> input, long count) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_SIZE);
                FileEncoder<SinkRecord> encoder =
                        ParquetFormat.of(SinkRecord.class).open(out)) {
            for (long id = 0; id < count; id++) {
                encoder.write(input.apply(id));
            }
            encoder.finish();
        }
    }

    @Override
    public SinkTally tally() throws Exception {
        List<Path> files;
        try (Stream<Path> list = Files.list(directory)) {
            files = list.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
        SinkTally tally = SinkTally.NONE;
        for (Path file : files) {
            tally = tally.plus(target == SinkTarget.PARQUET ? tallyOfParquet(file) : tallyOfLines(file));
        }
        return tally;
    }

    private SinkTally tallyOfLines(Path file) throws IOException {
        SinkTally tally = SinkTally.NONE;
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        target == SinkTarget.CSV_GZIP ? new GZIPInputStream(bytes, BUFFER_SIZE) : bytes,
                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.equals(HEADER)) {
                    String[] fields = line.split(",");
                    tally = tally.plus(Long.parseLong(fields[0]), Long.parseLong(fields[2]));
                }
            }
        }
        return tally;
    }

    private static SinkTally tallyOfParquet(Path file) throws Exception {
        SinkTally tally = SinkTally.NONE;
        long size = Files.size(file);
        try (FileCursor<SinkRecord> cursor =
                ParquetFormat.of(SinkRecord.class).open(new FileSlice(file, size, 0, size, 0, 0, null))) {
            while (cursor.next()) {
                SinkRecord record = cursor.decode();
                if (record != null) {
                    tally = tally.plus(record.id(), record.cents());
                }
            }
        }
        return tally;
    }

    @Override
    public void close() throws IOException {
        new WorkDirectory(directory).close();
    }
}
