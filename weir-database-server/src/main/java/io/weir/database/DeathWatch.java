package io.weir.database;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A shell that reads a pipe from this JVM. At the end of the pipe, however the JVM went, it kills the processes that it was told of last, and deletes the
 * directory. It is in a session of its own, so that a signal for a whole terminal or process group does not end it first.
 *
 * <p>Threading: Confined to its owner.
 */
final class DeathWatch {

    /** A killed server's helpers may write a last file: hence the second rm. */
    private static final String SCRIPT = "pids=; while read -r line; do pids=$line; done;"
            + " [ -z \"$pids\" ] || kill -KILL $pids; rm -rf \"$0\" || { sleep 1; rm -rf \"$0\"; }";

    private final Process shell;

    private DeathWatch(Process shell) {
        this.shell = shell;
    }

    static DeathWatch over(Path directory) throws IOException {
        return new DeathWatch(new ProcessBuilder("setsid", "sh", "-c", SCRIPT, directory.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Says which processes must not outlive this JVM, instead of those named before. */
    void guard(List<Long> pids) {
        String line = pids.stream().map(String::valueOf).collect(Collectors.joining(" ", "", "\n"));
        try {
            OutputStream pipe = shell.getOutputStream();
            pipe.write(line.getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            throw new DatabaseServerException("the watch over a server is gone: pid=" + shell.pid(), e);
        }
    }

    /** Ends the watch, which deletes the directory if it is still there. Returns when it has. Idempotent. */
    void end() {
        try {
            shell.getOutputStream().close();
        } catch (IOException gone) {
            // It has ended, which is what is wanted.
            return;
        }
        shell.onExit().join();
    }
}
