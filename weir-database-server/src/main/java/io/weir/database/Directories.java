package io.weir.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes directories.
 *
 * <p>Threading: Thread-safe.
 */
final class Directories {

    /** A server that was just killed may finish a write while its files are deleted: the second try gets those too. */
    private static final int DELETE_ATTEMPTS_MAX = 3;

    private Directories() {}

    /** Deletes a directory with all that is in it. Does nothing if it does not exist. */
    static void delete(Path root) {
        for (int attempt = 1; Files.exists(root); attempt++) {
            try {
                deleteOnce(root);
            } catch (IOException | UncheckedIOException e) {
                if (attempt == DELETE_ATTEMPTS_MAX) {
                    throw new DatabaseServerException("cannot delete a directory: directory=" + root, e);
                }
            }
        }
    }

    private static void deleteOnce(Path root) throws IOException {
        List<Path> children;
        try (Stream<Path> tree = Files.walk(root)) {
            children = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException alreadyGone) {
            return;
        }
        for (Path child : children) {
            Files.deleteIfExists(child);
        }
    }
}
