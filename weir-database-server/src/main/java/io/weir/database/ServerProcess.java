package io.weir.database;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a server, from its start to its end.
 *
 * <p>Threading: Confined to its owner.
 */
final class ServerProcess {

    /** How a start went, if it did not fail for good. */
    enum StartResult {
        READY,
        PORT_TAKEN
    }

    /** The server begins when its watch knows of it: if this JVM dies before that, there is no line to read. */
    private static final String GATE = "read -r go && exec \"$@\"";

    private static final String PORT_TAKEN_TEXT = "Address already in use";
    private static final long READY_POLL_MILLIS = 5;

    private final Process process;
    private final ProcessTree tree;
    private final ServerDirectory directory;

    /** The log is appended to: what lies before this byte tells of earlier processes. */
    private final long logStartBytes;

    private ServerProcess(Process process, ServerDirectory directory, long logStartBytes) {
        this.process = process;
        this.tree = new ProcessTree(process);
        this.directory = directory;
        this.logStartBytes = logStartBytes;
    }

    static ServerProcess start(List<String> server, ServerDirectory directory, DeathWatch watch) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", GATE, "sh"));
        command.addAll(server);
        long logStartBytes = directory.logSizeBytes();
        Process process = new ProcessBuilder(command)
                .directory(directory.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.logFile().toFile()))
                .start();
        watch.guard(List.of(process.pid()));
        try (OutputStream gate = process.getOutputStream()) {
            gate.write('\n');
        }
        return new ServerProcess(process, directory, logStartBytes);
    }

    /** Waits until the server answers. The process is dead if this does anything but return READY. */
    StartResult awaitReady(String readyText, Duration timeout) {
        boolean ready = false;
        long startNanos = System.nanoTime();
        try {
            while (!directory.logFrom(logStartBytes).contains(readyText)) {
                if (process.waitFor(READY_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return resultOf(process.exitValue());
                }
                if (System.nanoTime() - startNanos > timeout.toNanos()) {
                    throw failure("the server does not answer: timeout=" + timeout);
                }
            }
            ready = true;
            return StartResult.READY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseServerException("interrupted while the server starts", e);
        } finally {
            if (!ready) {
                tree.kill();
            }
        }
    }

    private StartResult resultOf(int exitStatus) {
        if (directory.logFrom(logStartBytes).contains(PORT_TAKEN_TEXT)) {
            return StartResult.PORT_TAKEN;
        }
        throw failure("the server ended while it started: exitStatus=" + exitStatus);
    }

    private DatabaseServerException failure(String what) {
        return new DatabaseServerException(
                what + ", log=" + directory.logFile() + ", which ends:\n" + directory.logTail());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    ProcessTree tree() {
        return tree;
    }
}
