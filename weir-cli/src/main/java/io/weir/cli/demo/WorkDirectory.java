package io.weir.cli.demo;

import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The temporary directory of a run: the job's checkpoints and its log.
 *
 * <p>Threading: Immutable.
 */
record WorkDirectory(Path path, boolean kept) implements AutoCloseable {

    static WorkDirectory create(boolean kept) {
        try {
            return new WorkDirectory(Files.createTempDirectory("weir-demo-"), kept);
        } catch (IOException e) {
            throw failure("no temporary directory can be made in " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    /** A directory in it. */
    Path make(String name) {
        try {
            return Files.createDirectory(path.resolve(name));
        } catch (IOException e) {
            throw failure("a directory cannot be made in " + path, e);
        }
    }

    /** Deletes the directory unless it is to be kept. */
    @Override
    public void close() throws IOException {
        if (kept) {
            return;
        }
        List<Path> tree;
        try (Stream<Path> walk = Files.walk(path)) {
            tree = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException alreadyGone) {
            return;
        }
        for (Path each : tree) {
            Files.deleteIfExists(each);
        }
    }

    private static WeirException failure(String what, IOException e) {
        return WeirException.external(
                "demo-directory", what, e.toString(), "free space there, or set TMPDIR to another directory", e);
    }
}
