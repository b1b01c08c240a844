package io.weir.parquet;

import io.weir.files.source.FileSource;
import io.weir.files.source.FileSplit;
import io.weir.source.Source;
import io.weir.testkit.conformance.SourceConformance;
import io.weir.testkit.conformance.SourceSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** The source for files with Parquet, held to every fact. */
class ParquetSourceConformanceTest extends SourceConformance<ParquetSourceConformanceTest.Order, FileSplit> {

    record Order(long id, String customer) {}

    private static final int COUNT = 24;

    @TempDir
    Path folder;

    @Override
    protected SourceSubject<Order, FileSplit> open() throws IOException {
        Path place = Files.createTempDirectory(folder, "place");
        List<Order> orders = IntStream.range(0, COUNT)
                .mapToObj(id -> new Order(id, "customer-" + id))
                .toList();
        ParquetFiles.write(place.resolve("a.parquet"), ParquetFormat.of(Order.class), orders.subList(0, 10));
        ParquetFiles.write(place.resolve("b.parquet"), ParquetFormat.of(Order.class), orders.subList(10, COUNT));
        return new SourceSubject<>() {
            @Override
            public Source<Order, FileSplit> source() {
                return FileSource.of(place, ParquetFormat.of(Order.class));
            }

            @Override
            public List<Order> records() {
                return orders;
            }
        };
    }
}
