package io.weir.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the broker's JVM, from its start to its end. Its protocol is that of {@link BrokerMain}.
 *
 * <p>Threading: Thread-safe.
 */
final class BrokerProcess {

    /** How a start went, if it did not fail for good. */
    enum StartResult {
        READY,
        PORT_TAKEN
    }

    private static final long READY_POLL_MILLIS = 5;

    private final Process process;
    private final BrokerDirectory directory;

    /** The log is appended to: what lies before this byte tells of earlier processes. */
    private final long logStartBytes;

    private BrokerProcess(Process process, BrokerDirectory directory, long logStartBytes) {
        this.process = process;
        this.directory = directory;
        this.logStartBytes = logStartBytes;
    }

    static BrokerProcess start(List<String> command, BrokerDirectory directory) throws IOException {
        Files.deleteIfExists(directory.readyFile());
        long logStartBytes = directory.logSizeBytes();
        Process process = new ProcessBuilder(command)
                .directory(directory.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.logFile().toFile()))
                .start();
        return new BrokerProcess(process, directory, logStartBytes);
    }

    /** Waits until the broker answers. The process is dead if this does anything but return READY. */
    StartResult awaitReady(Duration timeout) {
        long startNanos = System.nanoTime();
        try {
            while (!Files.exists(directory.readyFile())) {
                if (process.waitFor(READY_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return resultOf(process.exitValue());
                }
                if (System.nanoTime() - startNanos > timeout.toNanos()) {
                    throw failure("the broker does not answer: timeout=" + timeout);
                }
            }
            return StartResult.READY;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaBrokerException("interrupted while the broker starts", e);
        } finally {
            if (!Files.exists(directory.readyFile())) {
                kill();
            }
        }
    }

    /** Kafka's fault handler ends the process with status 1 whatever the fault is: only the log tells them apart. */
    private StartResult resultOf(int exitStatus) {
        if (directory.logFrom(logStartBytes).contains(BindException.class.getName())) {
            return StartResult.PORT_TAKEN;
        }
        throw failure("the broker ended while it started: exitStatus=" + exitStatus);
    }

    private KafkaBrokerException failure(String what) {
        return new KafkaBrokerException(
                what + ", log=" + directory.logFile() + ", which ends:\n" + directory.logTail());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
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

    /** SIGKILL without waiting. */
    void killAsync() {
        process.destroyForcibly();
    }

    /** Asks the broker to shut down, and kills it if it has not within the timeout, which throws. */
    void stop(Duration timeout) {
        try {
            OutputStream requests = process.getOutputStream();
            requests.write(BrokerMain.STOP);
            requests.flush();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("the broker does not stop and was killed: timeout=" + timeout);
            }
            if (process.exitValue() != 0) {
                throw failure("the broker failed while it stopped: exitStatus=" + process.exitValue());
            }
        } catch (IOException e) {
            throw new KafkaBrokerException("the broker takes no requests and was killed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaBrokerException("interrupted while the broker stops; it was killed", e);
        } finally {
            killAsync();
        }
    }
}
