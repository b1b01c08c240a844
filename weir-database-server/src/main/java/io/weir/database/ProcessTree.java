package io.weir.database;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A server's process with all that it has started: a signal reaches the whole of it.
 *
 * <p>Threading: Confined to its owner.
 */
final class ProcessTree {

    private static final long GONE_POLL_NANOS = 1_000_000;

    private final Process root;

    ProcessTree(Process root) {
        this.root = root;
    }

    /** Stops all of it, and returns the ids. The root comes first, so that nothing is started meanwhile. */
    List<Long> suspend() {
        if (!signal("STOP", List.of(root.pid()))) {
            throw new DatabaseServerException("cannot suspend the server: pid=" + root.pid());
        }
        List<Long> pids = pids();
        signal("STOP", pids);
        return pids;
    }

    /** The root last: it must not see its helpers stopped. */
    void resume() {
        List<Long> pids = new ArrayList<>(pids());
        pids.remove(0);
        if (!pids.isEmpty()) {
            signal("CONT", pids);
        }
        signal("CONT", List.of(root.pid()));
    }

    /** SIGKILL to all of it. Returns when it is gone. */
    void kill() {
        if (!root.isAlive()) {
            return;
        }
        signal("STOP", List.of(root.pid()));
        List<ProcessHandle> all = new ArrayList<>(root.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        root.destroyForcibly().onExit().join();
        for (ProcessHandle helper : all) {
            while (!isGone(helper)) {
                LockSupport.parkNanos(GONE_POLL_NANOS);
            }
        }
    }

    private List<Long> pids() {
        List<Long> pids = new ArrayList<>(List.of(root.pid()));
        root.descendants().map(ProcessHandle::pid).forEach(pids::add);
        return pids;
    }

    /** Not there, or a zombie: an orphan stays one until the first process of the machine reaps it, which may be late. */
    static boolean isGone(ProcessHandle process) {
        try {
            return !process.isAlive()
                    || Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                            .contains(") Z ");
        } catch (IOException goneMeanwhile) {
            return true;
        }
    }

    /** Returns whether all of them got it: one that has ended meanwhile has not. */
    private static boolean signal(String name, List<Long> pids) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -" + name + " \"$@\"", "sh"));
        pids.forEach(pid -> command.add(pid.toString()));
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            // Not waitFor: an interrupted thread must be able to kill its server.
            return shell.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            throw new DatabaseServerException("a POSIX shell is needed to signal a server: command=sh", e);
        }
    }
}
