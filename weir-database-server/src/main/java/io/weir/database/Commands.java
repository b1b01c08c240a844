package io.weir.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs that end by themselves.
 *
 * <p>Threading: Thread-safe.
 */
final class Commands {

    private Commands() {}

    /**
     * Runs a program with an input and waits for its end.
     *
     * @param directory where it runs, and where a file takes what it says while it runs
     * @throws DatabaseServerException if it cannot be run or ends with an error, with what it said
     */
    static void run(List<String> command, InputStream input, Path directory) throws IOException {
        Path output = Files.createTempFile(directory, "command-", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            IOException unread = feed(process, input);
            int exitStatus = process.waitFor();
            if (exitStatus != 0) {
                throw new DatabaseServerException("a command failed: command=" + command + ", exitStatus=" + exitStatus
                        + ", and said:\n" + new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            }
            if (unread != null) {
                throw unread;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseServerException("interrupted while a command runs: command=" + command, e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Returns what kept the program from reading: it has ended, and its exit status says more. */
    private static @Nullable IOException feed(Process process, InputStream input) {
        try (OutputStream pipe = process.getOutputStream()) {
            input.transferTo(pipe);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    static void run(List<String> command, Path directory) throws IOException {
        run(command, InputStream.nullInputStream(), directory);
    }
}
