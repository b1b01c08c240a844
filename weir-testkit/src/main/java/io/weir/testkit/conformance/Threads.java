package io.weir.testkit.conformance;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads of the kit: daemons, so that a connector that hangs does not keep the JVM. */
final class Threads {

    private Threads() {}

    /** A thread of its own, started with its first work. */
    static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(runnable -> {
            Thread thread = new Thread(runnable, "kit-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
