package io.weir.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The files of one server: its data and its log.
 *
 * <p>Threading: Thread-safe as far as the file system is.
 */
record ServerDirectory(Path root) {

    private static final int LOG_TAIL_LENGTH = 8_000;

    /** A directory that a server of another user can come to. */
    static ServerDirectory temporary() throws IOException {
        Path root = Files.createTempDirectory("weir-database-");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ServerDirectory(root);
    }

    Path data() {
        return root.resolve("data");
    }

    Path logFile() {
        return root.resolve("server.log");
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
}
