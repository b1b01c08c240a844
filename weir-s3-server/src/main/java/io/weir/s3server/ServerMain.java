package io.weir.s3server;

import com.adobe.testing.s3mock.S3MockApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/**
 * The main class of the server's process: starts the server, writes its port into the ready file, and then waits for the end of the standard input, which means that the parent is gone or
 * wants it to end. The one class of this module that needs the server's.
 *
 * <p>Threading: one thread reads the standard input from the beginning; the thread that runs {@link #main} starts the server, which runs in threads of its own.
 */
final class ServerMain {

    private static final int EXIT_START_FAILED = 70;

    private ServerMain() {}

    /** Takes the directory for the objects, and the path of the ready file. */
    // The server's only way to tell which port it has found free.
    @SuppressWarnings("deprecation")
    public static void main(String[] args) {
        Thread parentWatch = new Thread(ServerMain::awaitEndOfInput, "parent-watch");
        parentWatch.setDaemon(true);
        parentWatch.start();
        try {
            S3MockApplication server = S3MockApplication.start(
                    // The server takes entries out of the map.
                    new HashMap<>(Map.of(
                            S3MockApplication.PROP_HTTP_PORT,
                            S3MockApplication.RANDOM_PORT,
                            S3MockApplication.PROP_HTTPS_PORT,
                            S3MockApplication.RANDOM_PORT,
                            S3MockApplication.PROP_SILENT,
                            true,
                            "com.adobe.testing.s3mock.store.root",
                            args[0])),
                    "--server.address=127.0.0.1");
            Path ready = Path.of(args[1]);
            Path unfinished = ready.resolveSibling(ready.getFileName() + ".tmp");
            Files.writeString(unfinished, Integer.toString(server.getHttpPort()));
            Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(EXIT_START_FAILED);
        }
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is asked for but the end.
            }
        } catch (IOException e) {
            System.err.println("the standard input cannot be read: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}
