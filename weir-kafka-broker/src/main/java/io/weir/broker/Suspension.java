package io.weir.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;

/**
 * A process that is stopped by SIGSTOP until {@link #end}. Needs a POSIX shell.
 *
 * <p>A stopped process cannot notice that its parent is gone. So a guard, a shell that reads a pipe from this
 * JVM, watches in its place: at the end of the pipe it kills the process.
 *
 * <p>Threading: Confined to its owner.
 */
final class Suspension {

    private static final String GUARD = "read -r line || kill -KILL \"$0\"";

    private final long pid;
    private final Process guard;

    private Suspension(long pid, Process guard) {
        this.pid = pid;
        this.guard = guard;
    }

    static Suspension of(long pid) {
        Suspension suspension = new Suspension(pid, shell(GUARD, pid));
        try {
            suspension.signal("STOP");
        } catch (RuntimeException e) {
            suspension.dismissGuard();
            throw e;
        }
        return suspension;
    }

    /** Lets the process run again. */
    void end() {
        signal("CONT");
        dismissGuard();
    }

    /** For a process that is gone: afterwards its id may name another, which the guard must not kill. */
    void dismissGuard() {
        try (OutputStream pipe = guard.getOutputStream()) {
            pipe.write('\n');
        } catch (IOException e) {
            throw new KafkaBrokerException("the guard of a paused broker is gone: pid=" + pid, e);
        }
    }

    private void signal(String name) {
        try {
            int exitStatus = shell("kill -" + name + " \"$0\"", pid).waitFor();
            if (exitStatus != 0) {
                throw new KafkaBrokerException(
                        "cannot signal the broker: signal=" + name + ", pid=" + pid + ", exitStatus=" + exitStatus);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaBrokerException("interrupted while signalling the broker: signal=" + name, e);
        }
    }

    private static Process shell(String script, long pid) {
        try {
            return new ProcessBuilder("sh", "-c", script, Long.toString(pid))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new KafkaBrokerException("a POSIX shell is needed to signal the broker: command=sh", e);
        }
    }
}
