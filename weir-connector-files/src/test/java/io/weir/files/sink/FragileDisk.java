package io.weir.files.sink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that loses what was not synced. Changes of names are one log, as in a journaling file system: syncing a directory makes all changes
 * up to then durable, and a loss of power cuts the log somewhere behind that.
 *
 * <p>A process reaches it through {@link #process}, and dies at the call that it was told.
 */
final class FragileDisk {

    /** Thrown by the call at which a process dies, and by each call after that. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class Inode {
        private byte[] content = {};
        private byte[] durable = {};
    }

    /** A change of names: {@code inode} null for a directory. */
    private record Change(
            Kind kind,
            Path path,
            @Nullable Path to,
            @Nullable Inode inode) {}

    private enum Kind {
        MAKE,
        MOVE,
        DELETE
    }

    private final List<Change> log = new ArrayList<>();
    private int durableCount;
    private NavigableMap<Path, Inode> files = new TreeMap<>();
    private NavigableMap<Path, Boolean> directories = new TreeMap<>();

    /** What was there before anything was done. */
    private final NavigableMap<Path, Boolean> roots;

    FragileDisk(Path root) {
        for (Path path = root; path != null; path = path.getParent()) {
            directories.put(path, true);
        }
        roots = new TreeMap<>(directories);
    }

    /**
     * The power fails and comes back.
     *
     * @param keepUnsynced what of it survives, from 0 to 1, in the order in which it was done
     */
    void losePower(double keepUnsynced) {
        int kept = durableCount + (int) Math.round((log.size() - durableCount) * keepUnsynced);
        List<Change> survivors = new ArrayList<>(log.subList(0, kept));
        log.clear();
        files = new TreeMap<>();
        directories = new TreeMap<>(roots);
        survivors.forEach(change -> {
            apply(change);
            log.add(change);
        });
        durableCount = log.size();
        files.values().forEach(inode -> {
            int more = (int) Math.round((inode.content.length - inode.durable.length) * keepUnsynced);
            inode.content = Arrays.copyOf(inode.content, inode.durable.length + more);
            inode.durable = inode.content.clone();
        });
    }

    /** What a reader sees below a directory: published files, by name. */
    NavigableMap<Path, byte[]> published(Path directory) {
        NavigableMap<Path, byte[]> published = new TreeMap<>();
        files.forEach((path, inode) -> {
            if (path.startsWith(directory) && !path.toString().contains("/.")) {
                published.put(path, inode.content);
            }
        });
        return published;
    }

    long pendingCount() {
        return files.keySet().stream()
                .filter(path -> path.toString().endsWith(Workplace.PENDING))
                .count();
    }

    private void change(Change change) {
        apply(change);
        log.add(change);
    }

    private void apply(Change change) {
        Path path = change.path();
        switch (change.kind()) {
            case MAKE -> {
                Inode inode = change.inode();
                if (inode == null) {
                    directories.put(path, true);
                } else {
                    files.put(path, inode);
                }
            }
            case DELETE -> {
                files.remove(path);
                directories.remove(path);
            }
            case MOVE -> {
                Path to = Objects.requireNonNull(change.to());
                moveAll(files, path, to);
                moveAll(directories, path, to);
            }
        }
    }

    private static <V> void moveAll(NavigableMap<Path, V> names, Path from, Path to) {
        for (Path path : List.copyOf(names.keySet())) {
            if (path.startsWith(from)) {
                V value = names.remove(path);
                names.put(path.equals(from) ? to : to.resolve(from.relativize(path)), value);
            }
        }
    }

    /** Returns the disk as a process sees it that dies before its call of that number, from 0; never if that is {@link Integer#MAX_VALUE}. */
    Process process(int deathAt) {
        return new Process(deathAt);
    }

    final class Process implements Disk {

        private final int deathAt;
        private int callCount;

        Process(int deathAt) {
            this.deathAt = deathAt;
        }

        int callCount() {
            return callCount;
        }

        private void call() {
            if (callCount >= deathAt) {
                throw new Death();
            }
            callCount++;
        }

        @Override
        public boolean createDirectory(Path directory) throws IOException {
            call();
            if (directories.containsKey(directory)) {
                return false;
            }
            needDirectory(directory.getParent());
            change(new Change(Kind.MAKE, directory, null, null));
            return true;
        }

        @Override
        public List<String> names(Path directory) {
            call();
            List<String> names = new ArrayList<>();
            for (NavigableMap<Path, ?> all : List.of(files, directories)) {
                all.keySet().stream()
                        .filter(path -> directory.equals(path.getParent()))
                        .forEach(path -> names.add(path.getFileName().toString()));
            }
            names.sort(null);
            return names;
        }

        @Override
        public long size(Path path) {
            call();
            Inode inode = files.get(path);
            return inode != null ? inode.content.length : directories.containsKey(path) ? 0 : -1;
        }

        @Override
        public DiskFile create(Path file) throws IOException {
            call();
            needDirectory(file.getParent());
            if (files.containsKey(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Inode inode = new Inode();
            change(new Change(Kind.MAKE, file, null, inode));
            return new OpenInode(inode);
        }

        @Override
        public InputStream read(Path file) throws IOException {
            call();
            Inode inode = files.get(file);
            if (inode == null) {
                throw new NoSuchFileException(file.toString());
            }
            return new ByteArrayInputStream(inode.content);
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            call();
            if (!files.containsKey(from) && !directories.containsKey(from)) {
                throw new NoSuchFileException(from.toString());
            }
            needDirectory(to.getParent());
            change(new Change(Kind.MOVE, from, to, null));
        }

        @Override
        public void delete(Path path) throws IOException {
            call();
            boolean full = directories.containsKey(path)
                    && (directories.keySet().stream().anyMatch(other -> path.equals(other.getParent()))
                            || files.keySet().stream().anyMatch(other -> path.equals(other.getParent())));
            if (full) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            if (files.containsKey(path) || directories.containsKey(path)) {
                change(new Change(Kind.DELETE, path, null, null));
            }
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            call();
            needDirectory(directory);
            durableCount = log.size();
        }

        @Override
        public Volume volume(Path path) {
            call();
            return new Volume("fragile", Long.MAX_VALUE);
        }

        private void needDirectory(@Nullable Path directory) throws IOException {
            if (directory == null || !directories.containsKey(directory)) {
                throw new NoSuchFileException(String.valueOf(directory));
            }
        }

        private final class OpenInode implements DiskFile {

            private final Inode inode;

            OpenInode(Inode inode) {
                this.inode = inode;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                call();
                int size = inode.content.length;
                inode.content = Arrays.copyOf(inode.content, size + length);
                System.arraycopy(bytes, offset, inode.content, size, length);
            }

            @Override
            public void sync() {
                call();
                inode.durable = inode.content.clone();
            }

            @Override
            public void close() {}
        }
    }
}
