package io.weir.engine.local;

import io.weir.engine.journal.ReadableStore;
import io.weir.error.WeirException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a local directory, to be read; neither locked nor changed.
 *
 * <p>Threading: Thread-safe.
 */
public record LocalFiles(Path directory) implements ReadableStore {

    /**
     * Names a directory that is there.
     *
     * @throws WeirException {@code no-checkpoint} if it is not
     */
    public static LocalFiles of(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw WeirException.user(
                    "no-checkpoint",
                    "there is no checkpoint, location=" + directory,
                    Files.exists(directory) ? "it is a file, not a directory" : "there is no such directory",
                    "name the directory that a job was given");
        }
        return new LocalFiles(directory);
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                names.add(file.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        return names;
    }

    /** Opens a file; skipping within the stream does not read. */
    @Override
    public InputStream open(String name) throws IOException {
        return new FileInputStream(directory.resolve(name).toFile());
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    @Override
    public long memory() {
        return Runtime.getRuntime().maxMemory();
    }

    @Override
    public String location() {
        return directory.toString();
    }
}
