package io.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory for one run, deleted at its end; also if the program is ended before, or, if it was killed, by the next one.
 *
 * <p>Threading: Immutable.
 */
record WorkDirectory(Path path) implements AutoCloseable {

    private static final String PREFIX = "weir-bench-";

    /** With the number of the process that made it. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private static final long KILL_SECONDS = 5;
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
    private static final Set<Path> PARENTS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(WorkDirectory::deleteOpen, "delete-directories"));
    }

    /** Makes one. The first time, deletes what ended processes have left in {@code parent}, and tells of what kind its file system is. */
    static WorkDirectory in(Path parent) throws IOException {
        if (PARENTS.add(parent)) {
            sweep(parent);
            tellFileSystem(parent);
        }
        return new WorkDirectory(parent).inside();
    }

    /** Makes one in this one. */
    WorkDirectory inside() throws IOException {
        Path made =
                Files.createTempDirectory(path, PREFIX + ProcessHandle.current().pid() + "-");
        OPEN.add(made);
        return new WorkDirectory(made);
    }

    /** Deletes the directories of processes that are gone. What cannot be deleted stays. */
    static void sweep(Path parent) throws IOException {
        List<Path> stale;
        try (Stream<Path> all = Files.list(parent)) {
            stale = all.filter(WorkDirectory::isStale).toList();
        }
        for (Path each : stale) {
            try {
                delete(each);
            } catch (IOException | UncheckedIOException e) {
                System.err.println("a directory of an ended benchmark cannot be deleted: " + e);
            }
        }
    }

    private static boolean isStale(Path directory) {
        Matcher name = NAME.matcher(directory.getFileName().toString());
        return name.matches()
                && Files.isDirectory(directory)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void tellFileSystem(Path parent) throws IOException {
        FileStore store = Files.getFileStore(parent);
        String memory = store.type().equals("tmpfs")
                ? "; WARNING: it is in memory, where a sync costs nothing; choose another one with --directory"
                : "";
        EngineSettings.note("journals and logs: file system " + store.type() + memory);
    }

    /** The programs that are measured go first, for they would go on to write. */
    private static void deleteOpen() {
        if (OPEN.isEmpty()) {
            return;
        }
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle child : children) {
            child.onExit()
                    .completeOnTimeout(child, KILL_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        for (Path each : OPEN) {
            try {
                if (Files.exists(each)) {
                    delete(each);
                }
            } catch (IOException | UncheckedIOException e) {
                System.err.println("a directory cannot be deleted: " + e);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(each -> {
                try {
                    Files.deleteIfExists(each);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
        OPEN.remove(path);
    }
}
