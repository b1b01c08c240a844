package io.weir.files.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What a reader does who knows nothing of Weir: lists a directory, passes over what is hidden, and reads every file in the order of their names. */
final class PlainReader {

    private PlainReader() {}

    static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        addFiles(directory, files);
        files.sort(Comparator.comparing(path -> path.getFileName().toString()));
        return files;
    }

    /** What is hidden it does not enter: names change there all the time. */
    private static void addFiles(Path directory, List<Path> files) throws IOException {
        List<Path> visible;
        try (Stream<Path> entries = Files.list(directory)) {
            visible = entries.filter(path -> !path.getFileName().toString().startsWith("."))
                    .toList();
        }
        for (Path path : visible) {
            if (Files.isDirectory(path)) {
                addFiles(path, files);
            } else {
                files.add(path);
            }
        }
    }

    static List<String> lines(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(directory)) {
            lines.addAll(linesOf(file));
        }
        return lines;
    }

    static List<String> linesOf(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    /** How many files are neither published nor given up. */
    static int pendingCount(Path directory) throws IOException {
        return pending(directory).size();
    }

    /** Does what nobody should. */
    static void deletePending(Path directory) throws IOException {
        for (Path file : pending(directory)) {
            Files.delete(file);
        }
    }

    private static List<Path> pending(Path directory) throws IOException {
        Path hidden = directory.resolve(SinkNames.HIDDEN);
        if (!Files.exists(hidden)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(hidden)) {
            return paths.filter(path -> path.toString().endsWith(Workplace.PENDING))
                    .toList();
        }
    }
}
