package io.weir.siege;

import io.weir.files.FileFormat;
import io.weir.files.sink.FileSink;
import io.weir.parquet.ParquetCompression;
import io.weir.parquet.ParquetFormat;
import io.weir.pipeline.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Directories: lines that go on across checkpoints, compressed CSV in partitions that are merged, and Parquet.
 *
 * <p>Threading: confined to one thread.
 */
final class FilesFortress implements Fortress {

    private static final List<String> COLUMNS = List.of("id", "account", "amount", "number", "balance");

    private @Nullable Path root;

    @Override
    public String open(Path directory) {
        root = directory.resolve("out");
        return root.toString();
    }

    @Override
    public void sinks(Stream<Booking> bookings, Path directory, String found) {
        Path out = Path.of(found);
        bookings.sink(
                "lines",
                FileSink.of(out.resolve("lines"), FileFormat.lines(Booking::line))
                        .rollSize(60_000)
                        .rollInterval(Duration.ofMillis(900)));
        bookings.sink(
                "csv",
                FileSink.of(
                                out.resolve("csv"),
                                FileFormat.csv(COLUMNS, Booking::cells).gzip())
                        .partitionBy(booking -> "part=" + booking.id() % 3)
                        .rollSize(20_000)
                        .rollInterval(Duration.ofMillis(400))
                        .compact(60_000, Duration.ofMillis(800)));
        bookings.sink(
                "parquet",
                FileSink.of(
                                out.resolve("parquet"),
                                ParquetFormat.of(Booking.class).compression(ParquetCompression.NONE))
                        .rollInterval(Duration.ofMillis(500)));
    }

    @Override
    public long visibleCount() throws IOException {
        long least = Long.MAX_VALUE;
        for (String sink : List.of("lines", "csv", "parquet")) {
            least = Math.min(least, filesOf(sink).size());
        }
        return least;
    }

    @Override
    public void check(long count) throws Exception {
        for (String sink : List.of("lines", "csv")) {
            Ledger ledger = new Ledger(sink);
            for (Path file : filesOf(sink)) {
                addLines(file, ledger);
            }
            require(ledger, count);
        }
        Ledger ledger = new Ledger("parquet");
        for (Path file : filesOf("parquet")) {
            PlainParquet.read(file, ledger::add);
        }
        require(ledger, count);
    }

    private static void require(Ledger ledger, long count) {
        if (count >= 0) {
            ledger.requireAll(count);
        }
    }

    private static void addLines(Path file, Ledger ledger) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("id")) {
                    ledger.add(Booking.ofLine(line));
                }
            }
        }
    }

    /** Returns the files of a directory as every reader sees them: what begins with a dot or an underscore is hidden. */
    private List<Path> filesOf(String sink) throws IOException {
        Path directory = Objects.requireNonNull(root, "not open").resolve(sink);
        List<Path> files = new ArrayList<>();
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return isHidden(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isHidden(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** What is hidden comes and goes at any time. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (isHidden(file)) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        }
        return files;
    }

    private static boolean isHidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || name.startsWith("_");
    }

    @Override
    public boolean hasServer() {
        return false;
    }

    @Override
    public void killServer() {
        throw new IllegalStateException("files have no server");
    }

    @Override
    public void restartServer() {
        throw new IllegalStateException("files have no server");
    }

    @Override
    public void close() {}
}
