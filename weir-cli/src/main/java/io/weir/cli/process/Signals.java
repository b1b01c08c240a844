package io.weir.cli.process;

import io.weir.error.WeirException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** POSIX signals, sent by a shell: Java itself can only end a process. */
public final class Signals {

    private Signals() {}

    /** Sends a signal such as {@code CONT} and waits until that is done; nothing happens if there is no such process. */
    public static void send(String name, long pid) {
        try {
            shell("kill -" + name + " \"$0\"", pid).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WeirException.external(
                    "interrupted", "the command was interrupted", "while it sent a signal", "run it again", e);
        }
    }

    /** Ends with {@link #close}. */
    public interface Guard extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Kills a process as soon as this JVM is gone, however it went: a process that is stopped by SIGSTOP cannot notice that itself. To be closed before the
     * process's id can name another.
     */
    public static Guard guard(long pid) {
        Process guard = shell("read -r line || kill -KILL \"$0\"", pid);
        return () -> {
            try (OutputStream pipe = guard.getOutputStream()) {
                pipe.write("dismissed\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It has ended already, as Ctrl-C does that reaches it too: then there is nothing to dismiss.
                guard.destroyForcibly();
            }
        };
    }

    private static Process shell(String script, long pid) {
        try {
            return new ProcessBuilder("sh", "-c", script, Long.toString(pid))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw WeirException.external(
                    "job-process",
                    "a signal cannot be sent, pid=" + pid,
                    String.valueOf(e.getMessage()),
                    "a POSIX shell is needed, as the program sh",
                    e);
        }
    }
}
