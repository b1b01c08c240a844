package io.weir.proof.conformance.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of its own in a temporary directory, on a free port of the loopback interface. It ends with the process that started it, even with one
 * that is killed.
 *
 * <p>Threading: confined to one thread, which must live as long as the server.
 */
final class PostgresServer implements AutoCloseable {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final long DEADLINE_SECONDS = 120;
    private static final long LOOK_NANOS = 20_000_000;

    private final Path root;
    private final Path data;
    private final int port;
    private @Nullable Process process;

    private PostgresServer(Path root, int port) {
        this.root = root;
        this.data = root.resolve("data");
        this.port = port;
    }

    static PostgresServer start() throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("weir-postgres-");
        PostgresServer server = new PostgresServer(root, freePort());
        try {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
            server.unpack();
            server.initialize();
            server.launch();
            return server;
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void unpack() throws IOException, InterruptedException {
        Path archive = root.resolve("archive.txz");
        try (InputStream in = PostgresServer.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new IOException("no PostgreSQL on the class path: " + ARCHIVE);
            }
            Files.copy(in, archive);
        }
        run(List.of("tar", "-xJf", archive.toString(), "-C", root.toString()));
        Files.delete(archive);
    }

    private void initialize() throws IOException, InterruptedException {
        Files.createDirectory(data);
        if (isRoot()) {
            Files.setOwner(
                    data, root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        run(unprivileged("initdb", "-D", data.toString(), "-U", "weir", "-A", "trust", "-E", "UTF8", "--no-locale"));
    }

    private void launch() throws IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        // After a kill its children end by themselves, and until then no other server is let in.
        while (!isUp()) {
            Process last = process;
            if (last == null || !last.isAlive()) {
                process = command(unprivileged(
                                "postgres",
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories="))
                        .start();
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("PostgreSQL did not start, its log says\n" + Files.readString(log()));
            }
        }
    }

    private boolean isUp() {
        try (Connection connection = connect("")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Opens a connection; {@code properties} are further ones of the driver, each with an ampersand before it. */
    Connection connect(String properties) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=weir&sslmode=disable" + properties);
    }

    /** SIGKILL, and a new start with what the disk has. */
    void killAndRestart() throws IOException {
        stop();
        launch();
    }

    private void stop() {
        Process last = process;
        if (last != null) {
            last.destroyForcibly().onExit().join();
            process = null;
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!deleted()) {
            // Children that end write their last into the directory.
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("could not be deleted: " + root);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean deleted() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** PostgreSQL refuses to run as root. Its process gets a signal when the thread that started it ends. */
    private List<String> unprivileged(String program, String... arguments) {
        List<String> words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        if (isRoot()) {
            words.addAll(List.of("--reuid", "nobody", "--regid", "nogroup", "--clear-groups"));
        }
        words.add(root.resolve("bin").resolve(program).toString());
        words.addAll(List.of(arguments));
        return words;
    }

    private void run(List<String> words) throws IOException, InterruptedException {
        int status = command(words).start().waitFor();
        if (status != 0) {
            throw new IOException(words + " ended with " + status + ":\n" + Files.readString(log()));
        }
    }

    private ProcessBuilder command(List<String> words) {
        return new ProcessBuilder(words)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private Path log() {
        return root.resolve("log");
    }
}
