package io.weir.cli.process;

import java.time.Duration;

/** Waits for threads that were told to end. */
public final class Ending {

    /** A client whose broker is gone may take longer; its thread then ends with the JVM. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Ending() {}

    public static void await(Thread thread) {
        try {
            thread.join(TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
