package io.weir.cli.verify;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A shell that waits for the order to send a signal: it is there before the moment comes, because starting one takes milliseconds in which the job would go
 * on. It ends with the process that started it.
 *
 * <p>Threading: confined to one thread after the other.
 */
final class Executioner {

    /** The answer is late on purpose: by then a stopped process is stopped, and a killed one is gone. */
    private static final String SCRIPT =
            "while read -r signal pid; do kill -\"$signal\" \"$pid\"; sleep 0.05; echo done; done";

    private final BufferedWriter orders;
    private final BufferedReader answers;

    private Executioner(Process shell) {
        this.orders = shell.outputWriter(StandardCharsets.UTF_8);
        this.answers = shell.inputReader(StandardCharsets.UTF_8);
    }

    static Executioner start() {
        try {
            return new Executioner(new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectError(Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("a POSIX shell is needed, as the program sh", e);
        }
    }

    /** Has the signal sent; returns before it is. */
    void send(String signal, long pid) {
        try {
            orders.write(signal + " " + pid);
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the shell that sends signals is gone", e);
        }
    }

    /** Waits until the signal has hit. If it hit this process, this returns only when that is woken, or never. */
    void awaitDone() {
        try {
            answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("the shell that sends signals is gone", e);
        }
    }
}
