package io.weir.files.source;

import io.weir.files.read.CsvFormat;
import io.weir.source.Source;
import io.weir.testkit.conformance.SourceConformance;
import io.weir.testkit.conformance.SourceSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every fact of the conformance kit, for each format. */
class FileSourceConformanceTest {

    private static final int FILE_COUNT = 3;
    private static final int RECORD_COUNT = 24;

    @TempDir
    Path directory;

    record Row(int id, String text) {

        static Row of(int index) {
            return new Row(index, "record \"" + index + "\",\nin two lines");
        }

        String csv() {
            return id + ",\"" + text.replace("\"", "\"\"") + "\"\n";
        }

        String json() {
            return "{\"text\": \"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\", \"id\": " + id + "}\n";
        }
    }

    @Nested
    class Lines extends SourceConformance<String, FileSplit> {

        @Override
        protected SourceSubject<String, FileSplit> open() throws IOException {
            return place(FileSource::lines, index -> "record-" + index, index -> "record-" + index + "\n");
        }
    }

    @Nested
    class JsonLines extends SourceConformance<Row, FileSplit> {

        @Override
        protected SourceSubject<Row, FileSplit> open() throws IOException {
            return place(
                    path -> FileSource.jsonLines(path, Row.class),
                    Row::of,
                    index -> Row.of(index).json());
        }
    }

    @Nested
    class Csv extends SourceConformance<Row, FileSplit> {

        @Override
        protected SourceSubject<Row, FileSplit> open() throws IOException {
            return place(
                    path -> FileSource.of(path, CsvFormat.of(Row.class).withoutHeader()),
                    Row::of,
                    index -> Row.of(index).csv());
        }
    }

    @Nested
    class Compressed extends SourceConformance<String, FileSplit> {

        @Override
        protected SourceSubject<String, FileSplit> open() throws IOException {
            Place<String> place =
                    place(FileSource::lines, index -> "record-" + index, index -> "record-" + index + "\n");
            for (int file = 0; file < FILE_COUNT; file++) {
                Path plain = place.folder().resolve("file-" + file);
                Inputs.write(place.folder().resolve("file-" + file + ".gz"), Inputs.gzipped(Files.readString(plain)));
                Files.delete(plain);
            }
            return place;
        }
    }

    /** One file in several ranges. */
    @Nested
    class Ranges extends SourceConformance<String, FileSplit> {

        private static final int LINE_COUNT = 160;

        @Override
        protected SourceSubject<String, FileSplit> open() throws IOException {
            Path folder = Files.createTempDirectory(directory, "place");
            List<String> lines = IntStream.range(0, LINE_COUNT)
                    .mapToObj(index -> "record-" + index + "-".repeat(index % 40))
                    .toList();
            Inputs.write(folder.resolve("large"), String.join("\n", lines));
            return new Place<>(folder, path -> FileSource.lines(path).splitSize(1024), lines);
        }
    }

    /** Without an end: new files come. */
    @Nested
    class Watched extends SourceConformance<String, FileSplit> {

        @Override
        protected SourceSubject<String, FileSplit> open() throws IOException {
            return place(
                    path -> FileSource.lines(path).watch(Duration.ofMillis(10)).settleTime(Duration.ZERO),
                    index -> "record-" + index,
                    index -> "record-" + index + "\n");
        }
    }

    private <T> Place<T> place(
            Function<Path, FileSource<T>> source, Function<Integer, T> record, Function<Integer, String> text)
            throws IOException {
        Path folder = Files.createTempDirectory(directory, "place");
        List<T> records = new ArrayList<>();
        for (int file = 0; file < FILE_COUNT; file++) {
            StringBuilder content = new StringBuilder();
            for (int i = 0; i < RECORD_COUNT / FILE_COUNT; i++) {
                content.append(text.apply(records.size()));
                records.add(record.apply(records.size()));
            }
            Inputs.write(folder.resolve("file-" + file), content.toString());
        }
        return new Place<>(folder, source, records);
    }

    private record Place<T>(Path folder, Function<Path, FileSource<T>> make, List<T> records)
            implements SourceSubject<T, FileSplit> {

        @Override
        public Source<T, FileSplit> source() {
            return make.apply(folder);
        }
    }
}
