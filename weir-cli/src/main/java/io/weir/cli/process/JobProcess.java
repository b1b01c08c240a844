package io.weir.cli.process;

import io.weir.error.WeirException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One run of the job's JVM, from its start to its end. Its protocol is {@link JobProtocol}.
 *
 * <p>Threading: Thread-safe. A thread of its own reads what the process says.
 */
public final class JobProcess {

    private static final int LOG_TAIL_LENGTH = 3_000;

    private final Process process;
    private final Path log;
    private final Consumer<String> listener;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Stop> stopped = new CompletableFuture<>();
    private final CompletableFuture<Optional<String>> failed = new CompletableFuture<>();

    /**
     * A job's end in good order.
     *
     * <p>Threading: Immutable.
     *
     * @param lastCheckpointId the last decided checkpoint
     * @param restarts how often an attempt failed in this process, and another followed
     */
    public record Stop(long lastCheckpointId, int restarts) {

        private static Stop parse(String text) {
            int space = text.indexOf(' ');
            return new Stop(Long.parseLong(text.substring(0, space)), Integer.parseInt(text.substring(space + 1)));
        }
    }

    private JobProcess(Process process, Path log, Consumer<String> listener) {
        this.process = process;
        this.log = log;
        this.listener = listener;
    }

    /** Starts the process; {@code log} is appended to. */
    public static JobProcess start(List<String> command, Path log) {
        return start(command, log, line -> {});
    }

    /**
     * Starts the process; {@code log} is appended to.
     *
     * @param listener is given what the process says beyond {@link JobProtocol}, on a thread of this object
     */
    public static JobProcess start(List<String> command, Path log, Consumer<String> listener) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            JobProcess started = new JobProcess(process, log, listener);
            Thread listening = new Thread(started::listen, "job-listener");
            listening.setDaemon(true);
            listening.start();
            return started;
        } catch (IOException e) {
            throw WeirException.external(
                    "job-process",
                    "the job's process cannot be started, program=" + command.get(0),
                    String.valueOf(e.getMessage()),
                    "see whether there is memory and whether the number of processes is limited",
                    e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Fails in words if the process has ended by itself. */
    public void checkAlive() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    /** Whether the process has said that records flow. Fails in words if it ended before. */
    public boolean isRunning() {
        if (hasRun()) {
            return true;
        }
        checkAlive();
        return false;
    }

    /** Whether the process has said that records flow, be it alive or not. */
    public boolean hasRun() {
        return running.isDone() && !running.isCompletedExceptionally();
    }

    /** SIGKILL, stopped or not. Returns when the process is gone, or, if the thread is interrupted, at once, with the flag set. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a line to the process; nothing happens if it is gone. */
    public void say(String line) {
        try {
            BufferedWriter requests = process.outputWriter(StandardCharsets.UTF_8);
            requests.write(line);
            requests.newLine();
            requests.flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw ended();
            }
        }
    }

    /** Stops the job in good order. */
    public Stop stop(Duration timeout) {
        try {
            say(JobProtocol.STOP);
            Stop stop = stopped.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            process.waitFor();
            return stop;
        } catch (ExecutionException e) {
            throw ended();
        } catch (TimeoutException e) {
            throw WeirException.defect(
                    "the job does not stop within " + timeout.toSeconds() + " s", "its log ends:\n" + logTail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WeirException.external(
                    "interrupted", "the command was interrupted", "while the job stopped", "run it again", e);
        }
    }

    /** The code of the error that the job has given up with, once the process has closed its output; empty if it named none. */
    public Optional<String> failure() {
        return process.isAlive() ? Optional.empty() : failed.join();
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(JobProtocol.RUNNING)) {
                    running.complete(null);
                } else if (line.startsWith(JobProtocol.STOPPED)) {
                    stopped.complete(Stop.parse(line.substring(JobProtocol.STOPPED.length())));
                } else if (line.startsWith(JobProtocol.FAILED)) {
                    failed.complete(Optional.of(line.substring(JobProtocol.FAILED.length())));
                } else {
                    listener.accept(line);
                }
            }
        } catch (IOException killed) {
            running.completeExceptionally(killed);
        }
        IllegalStateException end = new IllegalStateException("the process has closed its output");
        running.completeExceptionally(end);
        stopped.completeExceptionally(end);
        failed.complete(Optional.empty());
    }

    private WeirException ended() {
        String how = process.isAlive() ? "it closed its output" : "exit status " + process.exitValue();
        return WeirException.external(
                "job-process",
                "the job's process ended by itself",
                how + "; its log ends:\n" + logTail() + "\n",
                "see what the log says, or run the command with --keep and look at the files",
                null);
    }

    /** The end of the log, for people. */
    public String logTail() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - LOG_TAIL_LENGTH)).strip();
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
