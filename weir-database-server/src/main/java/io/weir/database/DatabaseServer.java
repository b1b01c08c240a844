package io.weir.database;

import io.weir.database.ServerProcess.StartResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL or MariaDB server in a child process that listens on 127.0.0.1 only, with its own temporary data. It can be killed, suspended and started
 * again as a server in production can, and neither it nor its data outlives the JVM that started it, not even one that is killed by SIGKILL.
 *
 * <pre>{@code
 * try (DatabaseServer server = DatabaseServer.start(DatabaseServerOptions.postgresql())) {
 *     Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
 *     server.kill();
 *     server.restart();
 * }
 * }</pre>
 *
 * <p>The server writes to its disk before it says that something is committed, as in production. Its one user may do everything; more can be made with SQL.
 *
 * <p>Threading: Thread-safe. A call waits for the one before it to end.
 */
public final class DatabaseServer implements AutoCloseable {

    static final String USER = "weir";
    static final String PASSWORD = "weir";
    static final String DATABASE = "weir";

    /** Losing the race for a port this often in a row means that something else is wrong. */
    private static final int START_ATTEMPTS_MAX = 5;

    private final DatabaseServerOptions options;
    private final Distribution distribution;
    private final Installation installation;
    private final ServerDirectory directory;
    private final DeathWatch watch;
    private int port;
    private @Nullable ServerProcess process;

    private DatabaseServer(DatabaseServerOptions options, ServerDirectory directory) throws IOException {
        this.options = options;
        this.distribution = options.product().distribution();
        this.installation = Installation.of(distribution);
        this.directory = directory;
        this.watch = DeathWatch.over(directory.root());
    }

    /**
     * Starts a server and returns when it answers. The first of a product unpacks its programs, which takes some seconds; after that a start takes less than
     * one.
     *
     * @throws DatabaseServerException if it does not, with the end of the server's log; nothing is left behind then
     */
    public static DatabaseServer start(DatabaseServerOptions options) {
        return start(options, LoopbackPorts::free);
    }

    static DatabaseServer start(DatabaseServerOptions options, IntSupplier ports) {
        DatabaseServer server = create(options);
        try {
            server.startOnFreePort(ports);
            return server;
        } catch (IOException e) {
            server.close();
            throw new DatabaseServerException("cannot start the server: options=" + options, e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private static DatabaseServer create(DatabaseServerOptions options) {
        try {
            ServerDirectory directory = ServerDirectory.temporary();
            try {
                return new DatabaseServer(options, directory);
            } catch (IOException | RuntimeException e) {
                Directories.delete(directory.root());
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseServerException(
                    "cannot make the server's directory or its watch; this needs sh and setsid: options=" + options, e);
        }
    }

    private synchronized void startOnFreePort(IntSupplier ports) throws IOException {
        installation.copyData(directory);
        for (int attempt = 1; attempt <= START_ATTEMPTS_MAX; attempt++) {
            port = options.port() > 0 ? options.port() : ports.getAsInt();
            if (launch() == StartResult.READY) {
                return;
            }
        }
        throw new DatabaseServerException("the server's port is taken: attempts=" + START_ATTEMPTS_MAX + ", last port="
                + port + ", log ends:\n" + directory.logTail());
    }

    private StartResult launch() throws IOException {
        List<String> command = distribution.command(installation.programs(), directory, port, options.settings());
        ServerProcess started = ServerProcess.start(command, directory, watch);
        process = started;
        return started.awaitReady(distribution.readyText(), options.startTimeout());
    }

    /** The JDBC address of the server's database, the same for the whole life of this object. */
    public String url() {
        return url(DATABASE);
    }

    /** The JDBC address of another database on this server. */
    public synchronized String url(String database) {
        return distribution.url(port, database);
    }

    /** The server's port on 127.0.0.1. */
    public synchronized int port() {
        return port;
    }

    /** The name of the one user, who may do everything. */
    public String user() {
        return USER;
    }

    /** The password of {@link #user}. */
    public String password() {
        return PASSWORD;
    }

    /** The id of the server's first process, or of its last one if it is down. Changes with each {@link #restart}. */
    public synchronized long pid() {
        return current().pid();
    }

    /** Whether the server's process is alive, suspended or not. */
    public synchronized boolean isRunning() {
        return current().isAlive();
    }

    /** Where the server keeps its data and its log. */
    public Path directory() {
        return directory.root();
    }

    /** The server's log, of all its runs one after the other. */
    public Path logFile() {
        return directory.logFile();
    }

    /** SIGKILL to all processes of the server, suspended or not. Returns when they are gone. Does nothing if they are. */
    public synchronized void kill() {
        current().tree().kill();
        watch.guard(List.of());
    }

    /** SIGSTOP to all processes of the server: connections stay, and nothing answers until {@link #resume}. */
    public synchronized void suspend() {
        if (!isRunning()) {
            throw new IllegalStateException("only a running server can be suspended: pid=" + pid());
        }
        // Helpers that are stopped do not notice that their parent is gone.
        watch.guard(current().tree().suspend());
    }

    /** SIGCONT. Does nothing if the server is down or not suspended. */
    public synchronized void resume() {
        if (isRunning()) {
            current().tree().resume();
            watch.guard(List.of(pid()));
        }
    }

    /**
     * Starts a server that was killed again, on the same port and data. It recovers first.
     *
     * @throws IllegalStateException if it is running
     */
    public synchronized void restart() {
        if (isRunning()) {
            throw new IllegalStateException("only a server that is down can be restarted: pid=" + pid());
        }
        try {
            if (launch() == StartResult.PORT_TAKEN) {
                throw new DatabaseServerException(
                        "another process took the server's port while it was down: port=" + port);
            }
        } catch (IOException e) {
            throw new DatabaseServerException("cannot start the server: directory=" + directory.root(), e);
        }
    }

    /** Kills the server and deletes its data. Idempotent. */
    @Override
    public synchronized void close() {
        try {
            if (process != null) {
                process.tree().kill();
            }
        } finally {
            Directories.delete(directory.root());
            watch.end();
        }
    }

    private ServerProcess current() {
        ServerProcess last = process;
        if (last == null) {
            throw new IllegalStateException("the server was never started");
        }
        return last;
    }
}
