package io.weir.files.sink;

import io.weir.files.FileFormat;
import io.weir.serde.Serdes;
import io.weir.sink.Sink;
import io.weir.testkit.conformance.SinkConformance;
import io.weir.testkit.conformance.SinkFault;
import io.weir.testkit.conformance.SinkSubject;
import io.weir.testkit.conformance.SinkTrait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every fact of the conformance kit, in four ways to write files, which have every option between them. */
@Execution(ExecutionMode.CONCURRENT)
class FileSinkConformanceTest {

    @TempDir
    static Path directory;

    private abstract static class Facts extends SinkConformance<String, FileCommittable> {

        private final Function<Path, FileSink<String>> sink;
        private final Set<SinkTrait> traits;

        Facts(Function<Path, FileSink<String>> sink, Set<SinkTrait> traits) {
            this.sink = sink;
            this.traits = traits;
        }

        @Override
        protected SinkSubject<String, FileCommittable> open() throws IOException {
            return new Place(Files.createTempDirectory(directory, "place"), sink, traits, new FaultyDisk());
        }
    }

    @Nested
    class GzippedCsvAcrossCheckpoints extends Facts {
        GzippedCsvAcrossCheckpoints() {
            super(
                    place -> FileSink.of(
                                    place,
                                    FileFormat.csv(List.of("name"), (String name) -> List.of(name))
                                            .gzip())
                            .rollSize(1_000),
                    EnumSet.of(SinkTrait.COMMITTED_OUTPUT_WAITS));
        }
    }

    @Nested
    class PartitionedWithFewFiles extends Facts {
        PartitionedWithFewFiles() {
            super(
                    place -> FileSink.lines(place)
                            .partitionBy(record -> "part=" + Long.parseLong(record.substring(7)) / 100 % 5)
                            .openFilesMax(3)
                            .rollAtEachCheckpoint(),
                    EnumSet.of(SinkTrait.UNORDERED));
        }
    }

    @Nested
    class MergedCsv extends Facts {
        MergedCsv() {
            super(
                    place -> FileSink.of(place, FileFormat.csv(List.of("name"), (String name) -> List.of(name)))
                            .rollSize(500)
                            .compact(2_000, Duration.ofMillis(1)),
                    EnumSet.of(SinkTrait.UNORDERED, SinkTrait.COMMITTED_OUTPUT_WAITS));
        }
    }

    @Nested
    class StagedRows extends Facts {
        StagedRows() {
            super(
                    place -> FileSink.of(place, new FooterFormat())
                            .stageRows(Serdes.of(String.class))
                            .rollSize(1_000),
                    EnumSet.of(SinkTrait.COMMITTED_OUTPUT_WAITS));
        }
    }

    private record Place(Path place, Function<Path, FileSink<String>> maker, Set<SinkTrait> traits, FaultyDisk disk)
            implements SinkSubject<String, FileCommittable> {

        @Override
        public Sink<String, FileCommittable> sink() {
            return maker.apply(place).on(disk);
        }

        @Override
        public Set<SinkFault> faults() {
            return EnumSet.allOf(SinkFault.class);
        }

        @Override
        public void plant(SinkFault fault) {
            if (fault != SinkFault.SEALED_OUTPUT_IS_FORGOTTEN) {
                disk.plant(fault);
                return;
            }
            try {
                PlainReader.deletePending(place);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String record(long index) {
            return "record-" + index;
        }

        /** A header may stand at the beginning of a file, and nowhere else. */
        @Override
        public List<String> visible() throws IOException {
            return PlainReader.files(place).stream()
                    .flatMap(file -> {
                        try {
                            List<String> lines = PlainReader.linesOf(file);
                            if (file.toString().endsWith(".footed")) {
                                return FooterFormat.lines(lines).stream();
                            }
                            boolean header = !lines.isEmpty() && lines.get(0).equals("name");
                            return lines.subList(header ? 1 : 0, lines.size()).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }

        @Override
        public OptionalInt leftOpen() throws IOException {
            return OptionalInt.of(PlainReader.pendingCount(place));
        }
    }
}
