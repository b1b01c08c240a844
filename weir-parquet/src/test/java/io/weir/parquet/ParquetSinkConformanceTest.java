package io.weir.parquet;

import io.weir.files.sink.FileCommittable;
import io.weir.files.sink.FileSink;
import io.weir.serde.Serdes;
import io.weir.sink.Sink;
import io.weir.testkit.conformance.SinkConformance;
import io.weir.testkit.conformance.SinkSubject;
import io.weir.testkit.conformance.SinkTrait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The sink for files with Parquet, held to every fact, with rows that are staged and without. What is visible is what the library's own reader sees. */
class ParquetSinkConformanceTest {

    record Order(long id, String customer) {}

    @TempDir
    static Path folder;

    private abstract static class Facts extends SinkConformance<Order, FileCommittable> {

        private final UnaryOperator<FileSink<Order>> options;
        private final Set<SinkTrait> traits;

        Facts(UnaryOperator<FileSink<Order>> options, Set<SinkTrait> traits) {
            this.options = options;
            this.traits = traits;
        }

        @Override
        protected SinkSubject<Order, FileCommittable> open() throws IOException {
            return new Place(Files.createTempDirectory(folder, "place"), options, traits);
        }
    }

    @Nested
    class AFileAtEachCheckpoint extends Facts {
        AFileAtEachCheckpoint() {
            super(sink -> sink, EnumSet.noneOf(SinkTrait.class));
        }
    }

    @Nested
    class StagedRows extends Facts {
        StagedRows() {
            super(
                    sink -> sink.stageRows(Serdes.of(Order.class)).rollSize(2_000),
                    EnumSet.of(SinkTrait.COMMITTED_OUTPUT_WAITS));
        }
    }

    private record Place(Path place, UnaryOperator<FileSink<Order>> options, Set<SinkTrait> traits)
            implements SinkSubject<Order, FileCommittable> {

        @Override
        public Sink<Order, FileCommittable> sink() {
            return options.apply(
                    FileSink.of(place, ParquetFormat.of(Order.class).compression(ParquetCompression.NONE)));
        }

        @Override
        public Order record(long index) {
            return new Order(index, "customer-" + index);
        }

        @Override
        public List<Order> visible() throws IOException {
            List<Order> orders = new ArrayList<>();
            for (Path file : files(path -> !isHidden(place.relativize(path)))) {
                for (Group group : ParquetFiles.groups(file)) {
                    orders.add(new Order(group.getLong("id", 0), group.getString("customer", 0)));
                }
            }
            return orders;
        }

        @Override
        public OptionalInt leftOpen() throws IOException {
            return OptionalInt.of(
                    files(path -> path.toString().endsWith(".part")).size());
        }

        /** In the order of their names. */
        private List<Path> files(Predicate<Path> filter) throws IOException {
            try (Stream<Path> paths = Files.walk(place)) {
                return paths.filter(Files::isRegularFile)
                        .filter(filter)
                        .sorted()
                        .toList();
            }
        }

        private static boolean isHidden(Path path) {
            for (Path part : path) {
                if (part.toString().startsWith(".")) {
                    return true;
                }
            }
            return false;
        }
    }
}
