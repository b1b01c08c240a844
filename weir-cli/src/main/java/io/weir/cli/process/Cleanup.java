package io.weir.cli.process;

import io.weir.cli.terminal.Screen;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * What a command has started and made, to be ended and deleted in the reverse order: at its end, or by the JVM's shutdown hook after Ctrl-C and SIGTERM.
 *
 * <p>Threading: Thread-safe. Who closes second waits for the first.
 */
public final class Cleanup implements AutoCloseable {

    private final Consumer<String> complaints;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private volatile boolean closed;

    /** Tells {@code complaints} what could not be closed. */
    public Cleanup(Consumer<String> complaints) {
        this.complaints = complaints;
    }

    /** A cleanup that also happens when the JVM is told to end; then the screen is silenced first, for what fails from there on is no news. */
    public static Cleanup atExit(Screen screen) {
        Cleanup cleanup = new Cleanup(System.err::println);
        Thread hook = new Thread(
                () -> {
                    screen.close();
                    cleanup.close();
                },
                "cleanup");
        Runtime.getRuntime().addShutdownHook(hook);
        return cleanup;
    }

    /** A cleanup of a part, which may happen before that of the whole and otherwise is a part of it. */
    public Cleanup part() {
        return own(new Cleanup(complaints));
    }

    /** Takes a thing over. If the cleanup is over already, the thing is closed at once. */
    public synchronized <T extends AutoCloseable> T own(T thing) {
        if (closed) {
            close(thing);
            throw new CancellationException("the command is ending");
        }
        owned.push(thing);
        return thing;
    }

    /** Whether the end has begun. What fails from then on fails because of it. */
    public boolean isClosing() {
        return closed;
    }

    /** Closes all that is owned, the youngest first, whatever fails on the way. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!owned.isEmpty()) {
            close(owned.pop());
        }
    }

    private void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            complaints.accept("weir: something could not be cleaned up: " + e.getMessage());
        }
    }
}
