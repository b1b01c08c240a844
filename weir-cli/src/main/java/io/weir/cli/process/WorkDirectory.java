package io.weir.cli.process;

import io.weir.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The temporary directory of a run: checkpoints and logs.
 *
 * <p>Threading: Thread-safe.
 */
public final class WorkDirectory implements AutoCloseable {

    private final Path path;
    private volatile boolean kept;

    private WorkDirectory(Path path) {
        this.path = path;
    }

    /** Makes a directory whose name begins with {@code prefix}. */
    public static WorkDirectory create(String prefix) {
        try {
            return new WorkDirectory(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw failure("no temporary directory can be made in " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    public Path path() {
        return path;
    }

    /** A directory in it. */
    public Path make(String name) {
        try {
            return Files.createDirectory(path.resolve(name));
        } catch (IOException e) {
            throw failure("a directory cannot be made in " + path, e);
        }
    }

    /** Lets the directory stay when this is closed. */
    public void keep() {
        kept = true;
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
                "work-directory", what, e.toString(), "free space there, or set TMPDIR to another directory", e);
    }
}
