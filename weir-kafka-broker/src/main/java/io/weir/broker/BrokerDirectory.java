package io.weir.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one broker: its settings, data, log, and the mark that says it is ready.
 *
 * <p>Threading: Thread-safe as far as the file system is.
 */
record BrokerDirectory(Path root) {

    private static final int LOG_TAIL_LENGTH = 8_000;

    /** A broker that was just killed may finish a write while its files are deleted: the second try gets those too. */
    private static final int DELETE_ATTEMPTS_MAX = 3;

    static BrokerDirectory temporary() throws IOException {
        return new BrokerDirectory(Files.createTempDirectory("weir-kafka-broker-"));
    }

    Path settingsFile() {
        return root.resolve("server.properties");
    }

    Path dataDirectory() {
        return root.resolve("data");
    }

    Path logFile() {
        return root.resolve("broker.log");
    }

    /** Exists from the moment at which the broker answers: see {@link BrokerMain}. */
    Path readyFile() {
        return root.resolve("ready");
    }

    /** Where the process writes a class archive: see {@link ClassArchive}. */
    Path unfinishedArchive() {
        return root.resolve("kafka-broker.jsa");
    }

    long logSizeBytes() throws IOException {
        return Files.exists(logFile()) ? Files.size(logFile()) : 0;
    }

    /** The log from a byte on, or a remark on why there is none. */
    String logFrom(long fromBytes) {
        try {
            byte[] log = Files.readAllBytes(logFile());
            int from = (int) Math.min(log.length, Math.max(0, fromBytes));
            return new String(log, from, log.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** The end of the log, for people. */
    String logTail() {
        String log = logFrom(0);
        return log.substring(Math.max(0, log.length() - LOG_TAIL_LENGTH));
    }

    void delete() {
        for (int attempt = 1; Files.exists(root); attempt++) {
            try {
                deleteOnce();
            } catch (IOException | UncheckedIOException e) {
                if (attempt == DELETE_ATTEMPTS_MAX) {
                    throw new KafkaBrokerException("cannot delete the broker's directory: directory=" + root, e);
                }
            }
        }
    }

    private void deleteOnce() throws IOException {
        List<Path> children;
        try (Stream<Path> tree = Files.walk(root)) {
            children = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException alreadyGone) {
            return;
        }
        for (Path child : children) {
            Files.deleteIfExists(child);
        }
    }
}
