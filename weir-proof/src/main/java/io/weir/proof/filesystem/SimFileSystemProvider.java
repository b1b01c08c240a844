package io.weir.proof.filesystem;

import io.weir.testkit.world.SimVolume;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What connectors ask of a file system: directories, new files that are written from beginning to end, files that are read, from any place on, renames, deletions and syncs.
 *
 * <p>Threading: confined to the world.
 */
final class SimFileSystemProvider extends FileSystemProvider {

    private final SimFileSystem fileSystem;
    private final SimVolume.Access volume;

    SimFileSystemProvider(SimFileSystem fileSystem, SimVolume.Access volume) {
        this.fileSystem = fileSystem;
        this.volume = volume;
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        String name = name(path);
        if (options.contains(StandardOpenOption.WRITE)) {
            if (!options.contains(StandardOpenOption.CREATE_NEW)) {
                throw new UnsupportedOperationException("only new files are written: " + options);
            }
            return new SimChannel.OfNewFile(volume.create(name));
        }
        if (volume.isDirectory(name)) {
            return new SimChannel.OfDirectory(volume, name);
        }
        try (InputStream in = volume.read(name)) {
            return new SimChannel.OfContent(volume, in.readAllBytes());
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        return volume.read(name(path));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> entries = new ArrayList<>();
        for (String name : volume.names(name(directory))) {
            Path entry = directory.resolve(name);
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        volume.createDirectory(name(directory));
    }

    @Override
    public void delete(Path path) throws IOException {
        volume.delete(name(path));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        volume.move(name(source), name(target));
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return name(path).equals(name(other));
    }

    @Override
    public boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        volume.size(name(path));
    }

    @Override
    @SuppressWarnings("unchecked") // there is one kind
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        String name = name(path);
        volume.look();
        return (A) new Attributes(volume.isDirectory(name), volume.size(name), volume.modifiedMillis(name));
    }

    /** Only time that is told passes on a simulated volume. */
    private record Attributes(boolean isDirectory, long size, long modifiedMillis) implements BasicFileAttributes {

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(modifiedMillis);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime creationTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public boolean isRegularFile() {
            return !isDirectory;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        return new SimFileStore();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
