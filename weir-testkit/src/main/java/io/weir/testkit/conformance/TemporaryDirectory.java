package io.weir.testkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for the checkpoints of one test.
 *
 * <p>Threading: confined to the test's thread.
 */
final class TemporaryDirectory implements AutoCloseable {

    private final Path path;

    TemporaryDirectory() throws IOException {
        path = Files.createTempDirectory("weir-conformance");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(path)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }
}
