package io.weir.proof.filesystem;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * A path of a simulated volume: what is only letters it leaves to a path of the machine that it runs on.
 *
 * <p>Threading: Immutable.
 */
final class SimPath implements Path {

    private final SimFileSystem fileSystem;
    private final Path letters;

    SimPath(SimFileSystem fileSystem, Path letters) {
        this.fileSystem = fileSystem;
        this.letters = letters;
    }

    private static Path lettersOf(Path path) {
        if (path instanceof SimPath known) {
            return known.letters;
        }
        throw new ProviderMismatchException();
    }

    private SimPath with(Path newLetters) {
        return new SimPath(fileSystem, newLetters);
    }

    private @Nullable SimPath withNullable(@Nullable Path newLetters) {
        return newLetters == null ? null : with(newLetters);
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return letters.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return withNullable(letters.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return withNullable(letters.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return withNullable(letters.getParent());
    }

    @Override
    public int getNameCount() {
        return letters.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return with(letters.getName(index));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return with(letters.subpath(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return letters.startsWith(lettersOf(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return letters.endsWith(lettersOf(other));
    }

    @Override
    public Path normalize() {
        return with(letters.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return with(letters.resolve(lettersOf(other)));
    }

    @Override
    public Path relativize(Path other) {
        return with(letters.relativize(lettersOf(other)));
    }

    @Override
    public URI toUri() {
        return URI.create(fileSystem.provider().getScheme() + ":" + letters);
    }

    @Override
    public Path toAbsolutePath() {
        return isAbsolute() ? this : with(Path.of("/").resolve(letters));
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        return toAbsolutePath().normalize();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return letters.compareTo(lettersOf(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimPath path && path.letters.equals(letters);
    }

    @Override
    public int hashCode() {
        return letters.hashCode();
    }

    @Override
    public String toString() {
        return letters.toString();
    }
}
