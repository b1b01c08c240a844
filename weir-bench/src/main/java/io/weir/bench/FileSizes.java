package io.weir.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What a process has written, and what lies in its directories.
 *
 * <p>Threading: stateless.
 */
final class FileSizes {

    private static final Path PROCESS_IO = Path.of("/proc/self/io");
    private static final String WRITTEN = "wchar: ";

    private FileSizes() {}

    /** Returns the sizes of all files below a directory; those that are deleted meanwhile do not count. */
    static long below(Path directory) throws IOException {
        long[] total = {0};
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                total[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException cause) {
                return FileVisitResult.CONTINUE;
            }
        });
        return total[0];
    }

    /** Returns how many bytes this process has given to write calls so far; NaN where that cannot be known. */
    static double written() {
        try {
            return Files.readAllLines(PROCESS_IO).stream()
                    .filter(line -> line.startsWith(WRITTEN))
                    .mapToDouble(line -> Double.parseDouble(line.substring(WRITTEN.length())))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
