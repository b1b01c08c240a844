package io.weir.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the system keeps of files in memory.
 *
 * <p>Threading: stateless.
 */
final class PageCache {

    private static final Path DROP = Path.of("/proc/sys/vm/drop_caches");
    private static final int READ_SIZE = 4 << 20;

    private PageCache() {}

    /** Returns whether this process may empty it. */
    static boolean canBeDropped() {
        return Files.isWritable(DROP);
    }

    /** Writes everything to the disk, and forgets what is in memory. The disk of a virtual machine may have a cache of its own, which stays. */
    static void drop() throws IOException, InterruptedException {
        Process sync = new ProcessBuilder("sync").inheritIO().start();
        if (sync.waitFor() != 0) {
            throw new IOException("sync failed: status=" + sync.exitValue());
        }
        Files.writeString(DROP, "3");
    }

    /** Reads every file below a directory from front to back, one after the other, and returns the bytes a second. */
    static double readRate(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE);
        long bytes = 0;
        long startNanos = System.nanoTime();
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                for (int read = channel.read(buffer.clear()); read >= 0; read = channel.read(buffer.clear())) {
                    bytes += read;
                }
            }
        }
        return bytes * 1e9 / (System.nanoTime() - startNanos);
    }
}
