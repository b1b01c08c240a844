package io.weir.siege;

import io.weir.basic.Delivery;
import io.weir.basic.DeliveryOutcome;
import io.weir.basic.WriteAheadSink;
import io.weir.pipeline.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A service in a process of its own, to which the write-ahead sink posts: it takes each idempotency key once.
 *
 * <p>Threading: confined to one thread.
 */
final class ServiceFortress implements Fortress {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private @Nullable Path root;
    private @Nullable JobProcess service;
    private int port;

    @Override
    public String open(Path directory) throws IOException {
        root = Files.createDirectories(directory.resolve("service"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        restartServer();
        return "http://127.0.0.1:" + port + "/bookings";
    }

    @Override
    public void sinks(Stream<Booking> bookings, Path directory, String found) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        Delivery<Booking> post = (batch, id) -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(found))
                    .timeout(TIMEOUT)
                    .header(PostService.KEY, id.idempotencyKey())
                    .POST(BodyPublishers.ofString(
                            batch.stream().map(Booking::line).collect(Collectors.joining("\n"))))
                    .build();
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return status == 200 ? DeliveryOutcome.DELIVERED : DeliveryOutcome.retryLater("HTTP status " + status);
        };
        bookings.sink("service", WriteAheadSink.idempotent(Booking.class, post).batchSize(20));
    }

    @Override
    public long visibleCount() throws IOException {
        return files().size();
    }

    @Override
    public void check(long count) throws Exception {
        Ledger ledger = new Ledger("service");
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                ledger.add(Booking.ofLine(line));
            }
        }
        if (count >= 0) {
            ledger.requireAll(count);
        }
    }

    private List<Path> files() throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> !PostService.isTemporary(file)).toList();
        }
    }

    private Path directory() {
        return Objects.requireNonNull(root, "not open");
    }

    @Override
    public boolean hasServer() {
        return true;
    }

    @Override
    public void killServer() {
        try {
            Objects.requireNonNull(service, "not open").kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns when the service answers. */
    @Override
    public void restartServer() {
        try {
            Path log = directory().resolveSibling("service.log");
            JobProcess started = JobProcess.start(
                    log,
                    PostService.class.getName(),
                    List.of(Integer.toString(port), directory().toString()));
            service = started;
            long deadline = System.nanoTime() + Siege.PATIENCE.toNanos();
            while (!answers()) {
                if (!started.runsAfter(20) || System.nanoTime() > deadline) {
                    throw new AssertionError("the service does not answer:\n" + started.logTail());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (service != null) {
            service.close();
        }
    }
}
