package io.weir.cli.demo;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of the job's JVM, from its start to its end.
 *
 * <p>Threading: Thread-safe. A thread of its own reads what the process says.
 */
final class JobProcess {

    private static final int LOG_TAIL_LENGTH = 3_000;

    private final Process process;
    private final Path log;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Long> stopped = new CompletableFuture<>();

    private JobProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the process; {@code log} is appended to. */
    static JobProcess start(List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(log.toFile()))
                    .start();
            JobProcess started = new JobProcess(process, log);
            Thread listener = new Thread(started::listen, "job-listener");
            listener.setDaemon(true);
            listener.start();
            return started;
        } catch (IOException e) {
            throw WeirException.external(
                    "demo-job",
                    "the job's process cannot be started, program=" + command.get(0),
                    String.valueOf(e.getMessage()),
                    "see whether there is memory and whether the number of processes is limited",
                    e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Fails in words if the process has ended by itself. */
    void checkAlive() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    boolean isRunning() {
        if (running.isDone() && !running.isCompletedExceptionally()) {
            return true;
        }
        checkAlive();
        return false;
    }

    /** SIGKILL. Returns when the process is gone, or, if the thread is interrupted, at once, with the flag set. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the job in good order and returns the id of its last checkpoint. */
    long stop(Duration timeout) {
        try {
            BufferedWriter requests = process.outputWriter(StandardCharsets.UTF_8);
            requests.write(JobProtocol.STOP);
            requests.newLine();
            requests.flush();
            long lastCheckpointId = stopped.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            process.waitFor();
            return lastCheckpointId;
        } catch (IOException | ExecutionException e) {
            throw ended();
        } catch (TimeoutException e) {
            throw WeirException.defect(
                    "the job does not stop within " + timeout.toSeconds() + " s", "its log ends:\n" + logTail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WeirException.external(
                    "demo-interrupted", "the demo was interrupted", "while the job stopped", "run it again", e);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(JobProtocol.RUNNING)) {
                    running.complete(null);
                } else if (line.startsWith(JobProtocol.STOPPED)) {
                    stopped.complete(Long.parseLong(line.substring(JobProtocol.STOPPED.length())));
                }
            }
        } catch (IOException killed) {
            running.completeExceptionally(killed);
        }
        IllegalStateException end = new IllegalStateException("the process has closed its output");
        running.completeExceptionally(end);
        stopped.completeExceptionally(end);
    }

    private WeirException ended() {
        String how = process.isAlive() ? "it closed its output" : "exit status " + process.exitValue();
        return WeirException.external(
                "demo-job",
                "the job's process ended by itself",
                how + "; its log ends:\n" + logTail() + "\n",
                "see what the log says, or run the demo with --keep and look at the files",
                null);
    }

    private String logTail() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - LOG_TAIL_LENGTH)).strip();
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
