package io.weir.s3server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An S3 server (Adobe S3Mock) in a child process, on a free port of the loopback interface, with its objects in a temporary directory. It ends when it is closed, or when this process has
 * ended, however that went.
 *
 * <p>Threading: Thread-safe.
 */
public final class S3Server implements AutoCloseable {

    /** Written by the maven-dependency-plugin as one line of absolute paths: see this module's pom.xml. */
    private static final String CLASSPATH = "/META-INF/weir/s3-server.classpath";

    private static final long READY_POLL_MILLIS = 10;
    private static final long READY_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(120);

    private static @Nullable S3Server shared;

    private final Process process;
    private final Path directory;
    private final URI endpoint;

    private S3Server(Process process, Path directory, URI endpoint) {
        this.process = process;
        this.directory = directory;
        this.endpoint = endpoint;
    }

    /** Starts a server, and waits until it answers. */
    public static S3Server start() {
        try {
            Path directory = Files.createTempDirectory("weir-s3-server");
            Path objects = Files.createDirectory(directory.resolve("objects"));
            Path ready = directory.resolve("ready");
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-Xshare:auto",
                            "-XX:-UsePerfData",
                            "-cp",
                            classpath(),
                            ServerMain.class.getName(),
                            objects.toString(),
                            ready.toString()))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log(directory).toFile()))
                    .start();
            return new S3Server(process, directory, URI.create("http://127.0.0.1:" + awaitPort(process, ready)));
        } catch (IOException e) {
            throw new UncheckedIOException("the S3 server does not start", e);
        }
    }

    /** Returns one server for all tests of a JVM: the first to ask starts it, and it ends with the JVM. Who shares it uses buckets or prefixes of its own. */
    public static synchronized S3Server shared() {
        if (shared == null) {
            shared = start();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "s3-server-end"));
        }
        return shared;
    }

    /** Returns the address of the server, as {@code http://127.0.0.1:port}; buckets are in the path. It takes any credentials. */
    public URI endpoint() {
        return endpoint;
    }

    /** Kills the process, waits for its end, and deletes its objects. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the objects cannot be deleted: " + directory, e);
        }
    }

    private static int awaitPort(Process process, Path ready) throws IOException {
        long startNanos = System.nanoTime();
        try {
            while (!Files.exists(ready)) {
                if (process.waitFor(READY_POLL_MILLIS, TimeUnit.MILLISECONDS)
                        || System.nanoTime() - startNanos > READY_TIMEOUT_NANOS) {
                    throw new IOException("the S3 server has ended, or does not answer; its log says: "
                            + Files.readString(log(Objects.requireNonNull(ready.getParent()))));
                }
            }
            return Integer.parseInt(Files.readString(ready));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the S3 server starts", e);
        } finally {
            if (!Files.exists(ready)) {
                process.destroyForcibly();
            }
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("server.log");
    }

    private static String classpath() throws IOException {
        try (InputStream in = S3Server.class.getResourceAsStream(CLASSPATH)) {
            if (in == null) {
                throw new IOException("the server's class path is missing: resource=" + CLASSPATH
                        + "; Maven writes it in the phase generate-resources: run 'mvn compile' in weir-s3-server");
            }
            Path self = Path.of(S3Server.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip() + File.pathSeparator + self;
        } catch (URISyntaxException e) {
            throw new IOException("the place of this class is not known", e);
        }
    }
}
